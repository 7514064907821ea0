"""Writes of the disclosure room: the catalogue, and the record of what was published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from governance.disclosure.models import DisclosureItem, DisclosurePage
from governance.disclosure.permissions import can_watch_items
from portal.audit.actions import record
from portal.early_cache import renew_public_pages

CATALOGUE = Path(__file__).parent / "data" / "catalogue.json"


@transaction.atomic
def load_catalogue() -> int:
    """Bring the catalogue up to date with its file; what the county has switched stays. Returns how many items are new."""
    rows = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    known = {item.code: item for item in DisclosureItem.objects.all()}
    created = 0
    for row in rows:
        lead = known.get(row.pop("reported_with", ""))
        watched = row.pop("is_watched", False)
        item = known.get(row["code"])
        if item is None:
            item = known[row["code"]] = DisclosureItem(is_watched=watched)
            created += 1
        before = (item.pk, item.reported_with_id, *(getattr(item, field) for field in row))
        item.reported_with = lead
        for field, value in row.items():
            setattr(item, field, value)
        if before != (item.pk, item.reported_with_id, *(getattr(item, field) for field in row)) or item.pk is None:
            item.save()
    return created


@transaction.atomic
def watch_item(*, item: DisclosureItem, watched: bool, actor: Any) -> DisclosureItem:
    """Have an item's deadline watched in every community, or no longer. Raises PermissionDenied."""
    if not can_watch_items(actor):
        raise PermissionDenied
    if item.is_watched != watched:
        item.is_watched = watched
        item.save(update_fields=["is_watched"])
        record(actor=actor, action="disclosure_item.watch", target=item, data={"code": item.code, "watched": watched})
        renew_public_pages()
    return item


def record_publication(*, page: DisclosurePage, actor: Any) -> None:
    """Note in the operation log which disclosure went out, and whether in time."""
    record(
        actor=actor,
        action="disclosure.publish",
        target=page,
        community=page.owning_community,
        data={
            "item": page.item.code if page.item else "",
            "year": page.year,
            "part": page.part,
            "on_time": page.is_on_time,
        },
    )
