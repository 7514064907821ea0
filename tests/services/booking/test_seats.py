"""Many people at once: the counter stays exact, refusals are clear, keys hold. Each contender has a connection of its own."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from notices.delivery.models import Message
from portal.audit.models import Entry
from portal.communities.enums import Role
from services.booking.actions import book_slot, cancel_booking, cancel_booking_for_provider, move_booking
from services.booking.enums import SEATED
from services.booking.models import Booking, Slot
from services.booking.refusals import Refusal, SlotFull, StatusChanged
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import staff
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, in_days

races = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="writers really run side by side on PostgreSQL only"
)
CONNECTIONS = 40


def all_at_once(tries: Sequence[Callable[[], Any]]) -> Counter[str]:
    """Share the tries among so many connections, let all of them start together, count how each try ended."""
    width = min(CONNECTIONS, len(tries))
    line = threading.Barrier(width)

    def contend(mine: Sequence[Callable[[], Any]]) -> Counter[str]:
        connection.ensure_connection()
        line.wait()
        try:
            return Counter(map(end_of, mine))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(width) as pool:
        return sum(pool.map(contend, [tries[start::width] for start in range(width)]), Counter())


def end_of(attempt: Callable[[], Any]) -> str:
    """The code of the refusal, or "done"."""
    try:
        attempt()
    except Refusal as refusal:
        return refusal.code
    return "done"


def exact(slot: Slot) -> bool:
    """The counter says what the bookings say, and no more than there are seats."""
    slot.refresh_from_db()
    return slot.booked == Booking.objects.filter(slot=slot, status__in=SEATED).count() <= slot.capacity


def wish(person: Any, slot: Slot, key: uuid.UUID | None = None) -> Callable[[], Any]:
    """One try to book."""
    return lambda: book_slot(booked_by=person.user, beneficiary=person, slot=slot, key=key or uuid.uuid4())


@races
@pytest.mark.django_db(transaction=True)
def test_two_hundred_contenders_for_ten_seats_get_ten_bookings_and_190_refusals():
    slot = SlotFactory(capacity=10)
    people = ResidentFactory.create_batch(200, community=slot.offering.community)
    assert all_at_once([wish(person, slot) for person in people]) == {"done": 10, "slot_full": 190}
    assert exact(slot)
    assert slot.booked == Booking.objects.count() == 10
    assert Entry.objects.filter(action="booking.create").count() == Message.objects.count() == 10


@races
@pytest.mark.django_db(transaction=True)
def test_twenty_replays_of_one_key_make_one_booking():
    slot = SlotFactory(capacity=10)
    person, key = ResidentFactory(community=slot.offering.community), uuid.uuid4()
    assert all_at_once([wish(person, slot, key)] * 20) == {"done": 20}
    assert exact(slot)
    assert slot.booked == Booking.objects.count() == Message.objects.count() == 1


@races
@pytest.mark.django_db(transaction=True)
def test_one_person_at_overlapping_times_gets_one():
    community = SlotFactory().offering.community
    person = ResidentFactory(community=community)
    slots = [SlotFactory(offering=OfferingFactory(community=community), starts=in_days(4)) for _ in range(8)]
    assert all_at_once([wish(person, slot) for slot in slots]) == {"done": 1, "overlaps": 7}
    assert all(exact(slot) for slot in slots)


@races
@pytest.mark.django_db(transaction=True)
def test_one_person_twenty_keys_gets_the_slot_once():
    slot = SlotFactory(capacity=10)
    person = ResidentFactory(community=slot.offering.community)
    assert all_at_once([wish(person, slot) for _ in range(20)]) == {"done": 1, "already_booked": 19}
    assert exact(slot)


@races
@pytest.mark.django_db(transaction=True)
def test_cancelling_and_booking_again_keeps_the_counter():
    slot = SlotFactory(capacity=5)
    people = ResidentFactory.create_batch(30, community=slot.offering.community)

    def come_and_go(person):
        def attempt():
            for _ in range(4):
                try:
                    booking = wish(person, slot)()
                except SlotFull:
                    continue
                cancel_booking(booking=booking, actor=person.user)
            wish(person, slot)()

        return attempt

    ends = all_at_once([come_and_go(person) for person in people])
    assert set(ends) <= {"done", "slot_full"}
    assert exact(slot)
    assert slot.booked == ends["done"] == 5


@races
@pytest.mark.django_db(transaction=True)
def test_resident_and_staff_cancel_at_once_one_wins():
    booking = BookingFactory()
    manager = staff(Role.MANAGER, booking.slot.offering.community)

    hers, theirs = (
        Booking.objects.with_service().select_related("booked_by").get(pk=booking.pk) for _ in ("resident", "staff")
    )
    tries = [
        lambda: cancel_booking(booking=hers, actor=hers.booked_by),
        lambda: cancel_booking_for_provider(booking=theirs, actor=manager, reason="停电"),
    ]
    assert all_at_once(tries) == {"done": 1, "status_changed": 1}
    assert exact(booking.slot)
    assert booking.slot.booked == 0


@races
@pytest.mark.django_db(transaction=True)
def test_swapping_times_back_and_forth_neither_waits_forever_nor_miscounts():
    offering = OfferingFactory()
    first, second = (SlotFactory(offering=offering, starts=in_days(days), capacity=6) for days in (4, 5))
    bookings = [BookingFactory(slot=slot) for slot in (first, second) for _ in range(4)]

    def swap(booking):
        def attempt():
            for _ in range(5):
                mine = Booking.objects.with_service().get(pk=booking.pk)
                target = second if mine.slot_id == first.pk else first
                try:
                    move_booking(booking=mine, slot=target, actor=booking.booked_by)
                except (SlotFull, StatusChanged):
                    continue

        return attempt

    assert all_at_once([swap(booking) for booking in bookings]) == {"done": 8}
    assert exact(first)
    assert exact(second)
    assert first.booked + second.booked == 8


# --- what the database itself refuses, on both engines ---------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("booked", [-1, 3])
def test_counter_beyond_its_bounds_is_refused_by_the_database(booked):
    slot = SlotFactory(capacity=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(booked=booked)


@pytest.mark.django_db
def test_second_seated_booking_of_the_same_person_is_refused_by_the_database():
    booking = BookingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingFactory(slot=booking.slot, beneficiary=booking.beneficiary)


@pytest.mark.django_db
def test_no_show_without_check_is_refused_by_the_database():
    booking = BookingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(status="no_show")


@pytest.mark.django_db
def test_contenders_one_after_the_other_get_what_there_is():
    slot = SlotFactory(capacity=3)
    people = ResidentFactory.create_batch(8, community=slot.offering.community)
    assert Counter(end_of(wish(person, slot)) for person in people) == {"done": 3, "slot_full": 5}
    assert exact(slot)
