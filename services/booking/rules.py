"""The rules a booking has to meet before it may ask for a seat. Each raises its refusal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from portal import clock
from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from services.booking.models import Booking
from services.booking.refusals import (
    AgeUnknown,
    AlreadyBooked,
    NotAllowed,
    NotOpen,
    OtherCommunity,
    Overlaps,
    Refusal,
    TooLate,
    TooYoung,
)
from services.booking.seats import hold_person

if TYPE_CHECKING:
    from services.booking.models import Offering, Slot


def check_authority(booked_by: Any, beneficiary: Resident) -> None:
    """`booked_by` may book for the person today. Holds the person's row, so that her bookings are made one at a time."""
    if beneficiary.user_id == booked_by.pk and hold_person(resident_id=beneficiary.pk, user_id=booked_by.pk):
        return
    people = Resident.objects.actable_by(booked_by, AuthorityScope.BOOKING).filter(pk=beneficiary.pk)
    if not people.order_by().select_for_update(no_key=True).values_list("pk"):
        raise NotAllowed


def check_slot(slot: Slot, now: dt.datetime) -> None:
    """The time is open and its booking deadline has not passed."""
    if not slot.is_open or not slot.offering.is_open:
        raise NotOpen
    deadline = slot.offering.book_by.before(slot.starts)
    if now > deadline or now >= slot.starts:
        raise TooLate(deadline)


def check_person(beneficiary: Resident, offering: Offering, day: dt.date) -> None:
    """A resident of the community, old enough on the day of the service."""
    if beneficiary.community_id != offering.community_id:
        raise OtherCommunity
    if not offering.min_age:
        return
    birth = clock.parse_day(beneficiary.birth_date.reveal())
    if birth is None:
        raise AgeUnknown
    if clock.age_on(birth, day) < offering.min_age:
        raise TooYoung(offering.min_age)


def check_overlap(beneficiary: Resident, slot: Slot, *, moving: Booking | None = None) -> None:
    """No other booking of the person at that time."""
    others = Booking.objects.overlapping(slot).filter(beneficiary=beneficiary)
    if moving is not None:
        others = others.exclude(pk=moving.pk)
    taken = set(others.order_by().values_list("slot", flat=True))
    if slot.pk in taken:
        raise AlreadyBooked
    if taken:
        raise Overlaps


def check_wish(booked_by: Any, beneficiary: Resident, slot: Slot, now: dt.datetime) -> None:
    """All but the overlap, which `seats.take_seat` asks for in its own statement."""
    check_slot(slot, now)
    check_authority(booked_by, beneficiary)
    check_person(beneficiary, slot.offering, timezone.localdate(slot.starts))


def check_booking(
    booked_by: Any, beneficiary: Resident, slot: Slot, now: dt.datetime, *, moving: Booking | None = None
) -> None:
    """All of them; those that ask the database last."""
    check_wish(booked_by, beneficiary, slot, now)
    check_overlap(beneficiary, slot, moving=moving)


def first_refusal(booked_by: Any, beneficiary: Resident, slot: Slot, now: dt.datetime) -> Refusal | None:
    """What stands against a booking, before somebody confirms it; the booking itself asks again."""
    try:
        with transaction.atomic():
            check_booking(booked_by, beneficiary, slot, now)
    except Refusal as refusal:
        return refusal
    return None
