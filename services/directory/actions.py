"""Writes of the directory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal import clock
from portal.audit.actions import record
from portal.early_cache import renew_public_pages
from services.directory.models import DirectoryEntry
from services.directory.permissions import can_drop, can_keep

DATA = Path(__file__).parent / "data"
SUPPLIED = ("hotlines.json", "systems.json")


@transaction.atomic
def keep_entry(*, entry: DirectoryEntry, actor: Any) -> DirectoryEntry:
    """Store a new or changed entry. Who writes it down has just looked: that counts as a check.

    Raises PermissionDenied for another community's entry and for the county's, both before and after the change.
    """
    stored = DirectoryEntry.objects.filter(pk=entry.pk).first() if entry.pk else None
    if not can_keep(actor, entry) or (stored is not None and not can_keep(actor, stored)):
        raise PermissionDenied
    entry.checked_on, entry.checked_by = clock.today(), actor
    entry.save()
    record(
        actor=actor, action="directory_entry.keep", target=entry, community=entry.community, data={"kind": entry.kind}
    )
    renew_public_pages()
    return entry


@transaction.atomic
def check_entry(*, entry: DirectoryEntry, actor: Any) -> DirectoryEntry:
    """Note that somebody has looked (or rung) today and everything is right."""
    if not can_keep(actor, entry):
        raise PermissionDenied
    entry.checked_on, entry.checked_by = clock.today(), actor
    entry.save(update_fields=["checked_on", "checked_by"])
    record(actor=actor, action="directory_entry.check", target=entry, community=entry.community)
    renew_public_pages()
    return entry


@transaction.atomic
def drop_entry(*, entry: DirectoryEntry, actor: Any) -> None:
    """Remove an entry. Raises PermissionDenied for what comes with the portal: hide that instead."""
    if not can_drop(actor, entry):
        raise PermissionDenied
    record(
        actor=actor, action="directory_entry.drop", target=entry, community=entry.community, data={"kind": entry.kind}
    )
    entry.delete()
    renew_public_pages()


@transaction.atomic
def load_supplied(*, actor: Any = None) -> int:
    """Bring in the numbers and systems that come with the portal; gives how many are new.

    Entries that exist are left alone: the county may have corrected, hidden or checked them.
    """
    known = set(DirectoryEntry.objects.exclude(key=None).values_list("key", flat=True))
    new = [fields for name in SUPPLIED for fields in _read(name) if fields["key"] not in known]
    for fields in new:
        entry = DirectoryEntry.objects.create(**fields)
        record(actor=actor, action="directory_entry.supply", target=entry, data={"key": entry.key})
    if new:
        renew_public_pages()
    return len(new)


def _read(name: str) -> list[Mapping[str, Any]]:
    entries: list[Mapping[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return entries
