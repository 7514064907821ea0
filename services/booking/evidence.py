"""Facts for indicator 8: at least two kinds of help for older people are really offered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.evidence import Evidence, Strength, evidence
from services.booking.enums import ELDERLY_KINDS, BookingStatus
from services.booking.models import Booking, Offering, Slot

if TYPE_CHECKING:
    from portal.communities.models import Community
    from services.booking.query import BookingQuerySet

AHEAD_DAYS = 14
BACK_DAYS = 90
KINDS_NEEDED = 2


@evidence(
    "elderly_kinds_offered",
    indicators=(8,),
    strength=Strength.PROVES,
    label=_("Kinds of help for older people that can be booked in 14 days and were given in 90 days"),
)
def elderly_kinds_offered(community: Community, until: dt.date) -> Evidence:
    """Kinds with a free time in the next 14 days and a completed booking in the last 90."""
    kinds = bookable_kinds(community, until) & completed_kinds(community, until)
    return _figure(community, len(kinds), holds=len(kinds) >= KINDS_NEEDED)


@evidence(
    "elderly_kinds_bookable",
    indicators=(8,),
    strength=Strength.SUPPORTS,
    label=_("Kinds of help for older people with a free time in the next 14 days"),
)
def elderly_kinds_bookable(community: Community, until: dt.date) -> Evidence:
    """Kinds with a free time in the next 14 days."""
    return _figure(community, len(bookable_kinds(community, until)))


@evidence(
    "elderly_services_completed_90d",
    indicators=(8,),
    strength=Strength.CONTEXT,
    label=_("Services for older people given in the last 90 days"),
)
def elderly_services_completed(community: Community, until: dt.date) -> Evidence:
    """How many bookings were completed in the last 90 days."""
    return _figure(community, _completed(community, until).count())


def bookable_kinds(community: Community, until: dt.date) -> set[str]:
    """Elderly kinds of which a free time starts within 14 days and before its deadline."""
    now = min(clock.end_of_day(until), clock.now())
    end = clock.start_of_day(clock.add_days(until, AHEAD_DAYS + 1))
    offerings = Offering.objects.in_community(community).open().filter(kind__in=ELDERLY_KINDS)
    within_deadline = Q(pk=None)
    for offering in offerings:
        within_deadline |= Q(offering=offering, starts__gte=offering.book_by.earliest_start(now))
    free = Slot.objects.open().free().filter(within_deadline).between(now, end)
    return set(free.order_by().values_list("offering__kind", flat=True).distinct())


def completed_kinds(community: Community, until: dt.date) -> set[str]:
    """Elderly kinds of which a booking was completed in the last 90 days."""
    return set(_completed(community, until).order_by().values_list("slot__offering__kind", flat=True).distinct())


def _completed(community: Community, until: dt.date) -> BookingQuerySet:
    return (
        Booking.objects.in_community(community)
        .filter(status=BookingStatus.COMPLETED, slot__offering__kind__in=ELDERLY_KINDS)
        .filter(slot__starts__gte=clock.start_of_day(clock.add_days(until, -BACK_DAYS)))
        .filter(slot__starts__lte=clock.end_of_day(until))
    )


def _figure(community: Community, value: int, *, holds: bool | None = None) -> Evidence:
    return Evidence(value=value, holds=holds, address=f"/{community.key}/services/")
