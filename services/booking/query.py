"""Which offerings, times and bookings somebody sees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from portal.communities.enums import Role
from portal.communities.query import CommunityScopedQuerySet
from services.booking.enums import SEATED, BookingStatus

if TYPE_CHECKING:
    from services.booking.models import Offering, Slot

STAFF_ROLES = (Role.OPERATOR, Role.MANAGER, Role.COUNTY)
ALTERNATIVES = 3
# Somebody who is half an hour late and not marked as served is asked after.
WELFARE_AFTER = dt.timedelta(minutes=30)


class OfferingQuerySet(CommunityScopedQuerySet):
    """Offerings."""

    def open(self) -> Self:
        """Those that residents may book."""
        return self.filter(is_open=True)


class SlotPatternQuerySet(CommunityScopedQuerySet):
    """Weekly patterns reach their community through the offering."""

    community_lookup = "offering__community"


class SlotQuerySet(CommunityScopedQuerySet):
    """Times of offerings."""

    community_lookup = "offering__community"

    def open(self) -> Self:
        """Neither the time nor the offering is closed."""
        return self.filter(is_open=True, offering__is_open=True)

    def free(self) -> Self:
        """With a seat left."""
        return self.filter(booked__lt=F("capacity"))

    def between(self, start: dt.datetime, end: dt.datetime) -> Self:
        """Starting in `[start, end)`."""
        return self.filter(starts__gte=start, starts__lt=end)

    def bookable(self, offering: Offering, now: dt.datetime) -> Self:
        """Open times of an offering whose booking deadline has not passed; full ones included."""
        return self.open().filter(offering=offering, starts__gte=offering.book_by.earliest_start(now), starts__gt=now)

    def per_day(self) -> QuerySet[Any, dict[str, Any]]:
        """`day` and `free` (seats left), per local day."""
        days = self.annotate(day=TruncDate("starts")).values("day")
        return days.annotate(free=Sum(F("capacity") - F("booked"))).order_by("day")

    def next_per_offering(self) -> QuerySet[Any, dict[str, Any]]:
        """`offering`, and its first start among these."""
        return self.order_by().values("offering").annotate(first=Min("starts"))


class BookingQuerySet(CommunityScopedQuerySet):
    """Bookings by reader and by state."""

    community_lookup = "slot__offering__community"

    def acted_for(self, user: Any) -> Self:
        """Bookings of those for whom `user` may book today: herself and whoever authorised her."""
        if not user.is_authenticated:
            return self.none()
        people = Resident.objects.actable_by(user, AuthorityScope.BOOKING)
        return self.filter(beneficiary__in=people.order_by().values("pk"))

    def visible_to(self, user: Any) -> Self:
        """Those one acts for, and for staff those of their communities."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(pk__in=self.model.objects.acted_for(user).values("pk"))
        return self.filter(mine | Q(pk__in=self.model.objects.staffed_by(user, *STAFF_ROLES).values("pk")))

    def seated(self) -> Self:
        """Those that keep a seat."""
        return self.filter(status__in=SEATED)

    def upcoming(self, now: dt.datetime) -> Self:
        """Confirmed and not over, the next one first."""
        return self.filter(status=BookingStatus.CONFIRMED, slot__ends__gt=now).order_by("slot__starts", "pk")

    def past(self, now: dt.datetime) -> Self:
        """Everything else, the latest first."""
        return self.exclude(status=BookingStatus.CONFIRMED, slot__ends__gt=now).order_by("-slot__starts", "-pk")

    def overlapping(self, slot: Slot) -> Self:
        """Seated bookings whose time touches that of `slot`; times are half-open, so back to back is no overlap."""
        return self.seated().filter(slot__starts__lt=slot.ends, slot__ends__gt=slot.starts)

    def awaiting_outcome(self, now: dt.datetime) -> Self:
        """Still confirmed half an hour after the start, and nobody has asked after the person yet."""
        late = Q(status=BookingStatus.CONFIRMED, slot__starts__lt=now - WELFARE_AFTER)
        return self.filter(late, welfare_checked_at=None).order_by("slot__starts", "pk")

    def on_day(self, day: dt.date) -> Self:
        """Bookings of one local day, by time."""
        return self.filter(slot__starts__date=day).order_by("slot__starts", "slot__offering", "pk")

    def with_service(self) -> Self:
        """Together with time, offering, community and person: what every list row shows."""
        return self.select_related("slot__offering__community", "beneficiary")


def nearest_free_slots(slot: Slot, now: dt.datetime) -> list[Slot]:
    """The three free times of the same offering nearest to a time that is full."""
    from services.booking.models import Slot as SlotModel

    free = SlotModel.objects.bookable(slot.offering, now).free().exclude(pk=slot.pk)
    earlier = free.filter(starts__lt=slot.starts).order_by("-starts")[:ALTERNATIVES]
    later = free.filter(starts__gt=slot.starts).order_by("starts")[:ALTERNATIVES]
    near = sorted([*earlier, *later], key=lambda other: abs(other.starts - slot.starts))[:ALTERNATIVES]
    for other in near:
        other.offering = slot.offering
    return sorted(near, key=lambda other: other.starts)
