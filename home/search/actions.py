"""Counting what was not found."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from home.models import MissedSearch
from home.search.results import may_be_logged
from portal.communities.models import Community


def note_missed_search(*, text: str, community: Community | None) -> None:
    """Count a search without a result, unless it might name a person."""
    if not may_be_logged(text):
        return
    key: dict[str, Any] = {
        "text": text.lower(),
        "place": community.key if community else "",
        "day": timezone.localdate(),
    }
    if not MissedSearch.objects.filter(**key).update(count=F("count") + 1):
        MissedSearch.objects.get_or_create(**key)
