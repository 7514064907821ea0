"""Times: made from the weekly patterns, and closed by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

from portal import clock
from portal.audit.actions import record
from portal.communities.models import Community
from portal.early_cache import renew_public_pages
from services.booking.deadlines import at
from services.booking.models import Offering, Slot, SlotPattern

DAYS_AHEAD = 14


@transaction.atomic
def generate_slots(*, today: dt.date, offering: Offering | None = None, actor: Any = None) -> int:
    """Make the times of the next 14 days from the weekly patterns of one offering or of all open ones.

    Running it again adds nothing: a time exists once per offering and start, and one that was closed stays closed.
    Returns how many were made.
    """
    patterns = SlotPattern.objects.filter(offering__is_open=True).select_related("offering__community")
    if offering is not None:
        patterns = patterns.filter(offering=offering)
    wanted = {(slot.offering_id, slot.starts): slot for slot in _times(list(patterns), today)}
    offerings = {slot.offering for slot in wanted.values()}
    existing = set(
        Slot.objects.filter(offering__in=offerings, starts__gte=clock.start_of_day(today)).values_list(
            "offering_id", "starts"
        )
    )
    missing = [slot for identity, slot in wanted.items() if identity not in existing]
    Slot.objects.bulk_create(missing, batch_size=1000, ignore_conflicts=True)
    for each in sorted({slot.offering for slot in missing}, key=lambda made: made.pk):
        count = sum(slot.offering_id == each.pk for slot in missing)
        record(actor=actor, action="slots.generate", target=each, community=each.community, data={"count": count})
    if missing:
        renew_public_pages()
    return len(missing)


def _times(patterns: list[SlotPattern], today: dt.date) -> list[Slot]:
    days = [clock.add_days(today, ahead) for ahead in range(DAYS_AHEAD)]
    return [
        Slot(
            offering=pattern.offering,
            starts=at(day, pattern.starts),
            ends=at(day, pattern.ends),
            capacity=pattern.capacity,
        )
        for pattern in patterns
        for day in days
        if day.isoweekday() == int(pattern.weekday)
    ]


@transaction.atomic
def keep_offering(*, offering: Offering, actor: Any) -> Offering:
    """Save what is offered."""
    offering.save()
    _log(actor, "offering.keep", offering, offering.community)
    return offering


@transaction.atomic
def keep_pattern(*, pattern: SlotPattern, actor: Any) -> SlotPattern:
    """Save a weekly time, and make the times of the next two weeks at once."""
    pattern.save()
    _log(actor, "slot_pattern.keep", pattern, pattern.offering.community)
    generate_slots(today=clock.today(), offering=pattern.offering, actor=actor)
    return pattern


@transaction.atomic
def drop_pattern(*, pattern: SlotPattern, actor: Any) -> None:
    """End a weekly time; times that were already made stay, with their bookings."""
    _log(actor, "slot_pattern.drop", pattern, pattern.offering.community)
    pattern.delete()


@transaction.atomic
def keep_slot(*, slot: Slot, actor: Any) -> Slot:
    """Save a single time: a new one, or the seats and the opening of one. The counter is never written from here."""
    slot.save(update_fields=None if slot._state.adding else ["capacity", "is_open"])
    _log(actor, "slot.keep", slot, slot.offering.community)
    return slot


def _log(actor: Any, action: str, thing: models.Model, community: Community) -> None:
    record(actor=actor, action=action, target=thing, community=community)
    renew_public_pages()
