"""Booking, moving and cancelling: who may, when, and what is left behind."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from notices.delivery.models import Message
from portal.accounts.enums import RevealReason
from portal.audit.models import Entry
from portal.communities.enums import Role
from services.booking.actions import (
    book_slot,
    cancel_booking,
    cancel_booking_for_provider,
    complete_booking,
    mark_no_show,
    move_booking,
    record_welfare_check,
    reveal_contact,
)
from services.booking.enums import SEATED, BookingStatus, WelfareOutcome
from services.booking.models import Booking, Slot
from services.booking.refusals import (
    AgeUnknown,
    AlreadyBooked,
    KeyReused,
    NotAllowed,
    NotOpen,
    NotYet,
    OtherCommunity,
    Overlaps,
    SlotFull,
    StatusChanged,
    TooLate,
    TooYoung,
    WelfareCheckMissing,
)
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory
from tests.portal.communities.factories import staff
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, begun, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    return SlotFactory()


@pytest.fixture
def elder(slot):
    return ResidentFactory(community=slot.offering.community)


def book(person, slot, **options):
    return book_slot(booked_by=person.user, beneficiary=person, slot=slot, **{"key": uuid.uuid4(), **options})


def exact(slot):
    """The counter says what the bookings say."""
    slot.refresh_from_db()
    return slot.booked == slot.bookings.filter(status__in=SEATED).count()


def test_booking_takes_seat_and_seals_note(slot, elder):
    booking = book(elder, slot, note="低盐，对花生过敏")
    booking.refresh_from_db()
    assert (booking.status, booking.slot_id, booking.beneficiary_id) == ("confirmed", slot.pk, elder.pk)
    assert booking.note.reveal() == "低盐，对花生过敏"
    assert Booking.objects.values_list("note", flat=True).get() != "低盐，对花生过敏"
    assert len(booking.number) == 12
    assert exact(slot)
    assert slot.booked == 1


def test_booking_leaves_log_entry_and_message_without_name(slot, elder):
    booking = book(elder, slot, note="低盐")
    entry = Entry.objects.get(action="booking.create")
    assert entry.target_id == str(booking.public_id)
    message = Message.objects.get(recipient=elder)
    for text in (str(entry.data), message.title, str(message.data), str(booking)):
        assert elder.name.reveal() not in text
        assert "低盐" not in text


def test_same_key_gives_same_booking(slot, elder):
    key = uuid.uuid4()
    assert book(elder, slot, key=key) == book(elder, slot, key=key)
    assert exact(slot)
    assert slot.booked == 1


def test_same_key_after_cancelling_gives_cancelled_booking(slot, elder):
    key = uuid.uuid4()
    first = cancel_booking(booking=book(elder, slot, key=key), actor=elder.user)
    again = book(elder, slot, key=key)
    assert (again.pk, again.status) == (first.pk, BookingStatus.CANCELLED_BY_USER)
    assert exact(slot)
    assert slot.booked == 0


def test_same_key_for_another_time_is_refused(slot, elder):
    key = uuid.uuid4()
    book(elder, slot, key=key)
    other = SlotFactory(offering=slot.offering, starts=in_days(5))
    with pytest.raises(KeyReused):
        book(elder, other, key=key)
    assert exact(other)


def test_same_key_of_another_account_is_independent(slot, elder):
    key, other = uuid.uuid4(), ResidentFactory(community=elder.community)
    assert book(elder, slot, key=key) != book(other, slot, key=key)


def test_full_slot_offers_three_nearest_of_the_same_service(elder):
    offering = OfferingFactory(community=elder.community)
    full = SlotFactory(offering=offering, starts=in_days(5), capacity=1, booked=1)
    near = [SlotFactory(offering=offering, starts=in_days(days)) for days in (4, 6, 7)]
    SlotFactory(offering=offering, starts=in_days(12))
    SlotFactory(starts=in_days(5))
    SlotFactory(offering=offering, starts=in_days(5, 11), full=True)
    with pytest.raises(SlotFull) as refusal:
        book(elder, full)
    assert refusal.value.alternatives == near
    assert refusal.value.code == "slot_full"


@pytest.mark.parametrize(
    ("birth", "refusal"),
    [
        ("born_60_years_ago", None),
        ("born_60_years_ago_less_a_day", TooYoung),
        ("", AgeUnknown),
        ("unknown", AgeUnknown),
    ],
)
def test_age_counts_on_the_day_of_the_service(slot, birth, refusal):
    day = timezone.localdate(slot.starts)
    sixty = day.replace(year=day.year - 60)
    written = {
        "born_60_years_ago": sixty.isoformat(),
        "born_60_years_ago_less_a_day": (sixty + dt.timedelta(days=1)).isoformat(),
    }.get(birth, birth)
    person = ResidentFactory(community=slot.offering.community, birth_date=written)
    if refusal is None:
        assert book(person, slot).is_confirmed
    else:
        with pytest.raises(refusal):
            book(person, slot)


def test_service_for_everybody_asks_no_age():
    slot = SlotFactory(offering=OfferingFactory(for_all=True))
    assert book(ResidentFactory(community=slot.offering.community, birth_date=""), slot).is_confirmed


def test_closed_slot_and_closed_service_are_refused(elder):
    with pytest.raises(NotOpen):
        book(elder, SlotFactory(offering=OfferingFactory(community=elder.community), is_open=False))
    with pytest.raises(NotOpen):
        book(elder, SlotFactory(offering=OfferingFactory(community=elder.community, closed=True)))


def test_slot_closed_behind_our_back_is_not_taken(slot, elder):
    Slot.objects.filter(pk=slot.pk).update(is_open=False)
    with pytest.raises(SlotFull):
        book(elder, slot)


def test_other_community_is_refused(slot):
    with pytest.raises(OtherCommunity):
        book(ResidentFactory(), slot)


def test_booking_deadline_is_inclusive(slot, elder):
    deadline = slot.starts - dt.timedelta(hours=24)
    with time_machine.travel(deadline + dt.timedelta(seconds=1), tick=False), pytest.raises(TooLate):
        book(elder, slot)
    with time_machine.travel(deadline, tick=False):
        assert book(elder, slot).is_confirmed


def test_same_time_and_overlap_are_refused_back_to_back_is_not(slot, elder):
    book(elder, slot)
    other = OfferingFactory(community=elder.community)
    with pytest.raises(AlreadyBooked):
        book(elder, slot)
    with pytest.raises(Overlaps):
        book(elder, SlotFactory(offering=other, starts=slot.starts + dt.timedelta(minutes=30)))
    assert book(elder, SlotFactory(offering=other, starts=slot.ends)).is_confirmed
    assert exact(slot)


def test_cancelled_booking_leaves_room_for_the_same_person(slot, elder):
    cancel_booking(booking=book(elder, slot), actor=elder.user)
    assert book(elder, slot).is_confirmed
    assert exact(slot)
    assert slot.booked == 1


# --- family ---------------------------------------------------------------------------------------------------------


def test_family_books_for_person_without_account_and_gets_the_message(slot):
    father = ResidentFactory(without_account=True, community=slot.offering.community)
    authority = AuthorityFactory(principal=father)
    daughter = authority.agent
    booking = book_slot(booked_by=daughter.user, beneficiary=father, slot=slot, key=uuid.uuid4())
    assert list(Message.objects.values_list("recipient", flat=True)) == [daughter.pk]
    assert Entry.objects.get(action="booking.create").data["on_behalf"] is True
    assert booking in Booking.objects.visible_to(daughter.user)


@pytest.mark.parametrize("state", ["none", "revoked", "expired", "registration_only"])
def test_family_without_running_authority_is_refused(slot, state):
    father = ResidentFactory(community=slot.offering.community)
    daughter = ResidentFactory(community=father.community)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    changes = {
        "revoked": {"revoked_at": timezone.now()},
        "expired": {"valid_from": yesterday - dt.timedelta(days=9), "valid_to": yesterday},
        "registration_only": {"for_booking": False, "for_registration": True},
    }
    if state != "none":
        AuthorityFactory(principal=father, agent=daughter, **changes[state])
    with pytest.raises(NotAllowed):
        book_slot(booked_by=daughter.user, beneficiary=father, slot=slot, key=uuid.uuid4())
    assert exact(slot)
    assert slot.booked == 0


def test_revoked_authority_ends_sight_replay_and_cancelling(slot):
    father = ResidentFactory(community=slot.offering.community)
    authority = AuthorityFactory(principal=father)
    agent, key = authority.agent.user, uuid.uuid4()
    booking = book_slot(booked_by=agent, beneficiary=father, slot=slot, key=key)
    authority.revoked_at = timezone.now()
    authority.save()
    assert not Booking.objects.visible_to(agent).exists()
    with pytest.raises(NotAllowed):
        book_slot(booked_by=agent, beneficiary=father, slot=slot, key=key)
    with pytest.raises(NotAllowed):
        cancel_booking(booking=booking, actor=agent)


# --- cancelling and moving --------------------------------------------------------------------------------------------


def test_cancel_deadline_is_inclusive(slot, elder):
    booking = book(elder, slot)
    deadline = slot.starts - dt.timedelta(hours=12)
    with time_machine.travel(deadline + dt.timedelta(seconds=1), tick=False), pytest.raises(TooLate):
        cancel_booking(booking=booking, actor=elder.user)
    with time_machine.travel(deadline, tick=False):
        cancel_booking(booking=booking, actor=elder.user)
    assert exact(slot)
    assert slot.booked == 0


def test_cancelling_twice_gives_back_one_seat(slot, elder):
    other = ResidentFactory(community=elder.community)
    book(other, slot)
    booking = book(elder, slot)
    stale = Booking.objects.with_service().get(pk=booking.pk)
    cancel_booking(booking=booking, actor=elder.user)
    with pytest.raises(StatusChanged):
        cancel_booking(booking=stale, actor=elder.user)
    assert exact(slot)
    assert slot.booked == 1


def test_move_keeps_number_and_exchanges_seats(slot, elder):
    booking = book(elder, slot)
    number, later = booking.number, SlotFactory(offering=slot.offering, starts=in_days(5))
    moved = move_booking(booking=booking, slot=later, actor=elder.user)
    assert (moved.number, moved.slot_id, moved.moves) == (number, later.pk, 1)
    assert exact(slot)
    assert exact(later)
    assert (slot.booked, later.booked) == (0, 1)


@pytest.mark.parametrize("days", [1, 5])
def test_move_to_full_slot_changes_nothing(elder, days):
    slot = SlotFactory(offering=OfferingFactory(community=elder.community, book_hours=0), starts=in_days(3))
    full = SlotFactory(offering=slot.offering, starts=in_days(days), capacity=1, booked=1)
    booking = book(elder, slot)
    with pytest.raises(SlotFull):
        move_booking(booking=booking, slot=full, actor=elder.user)
    booking.refresh_from_db()
    full.refresh_from_db()
    assert (booking.slot_id, full.booked) == (slot.pk, 1)
    assert exact(slot)


def test_move_to_same_or_foreign_service_is_refused(slot, elder):
    booking = book(elder, slot)
    for target in (slot, SlotFactory(offering=OfferingFactory(community=elder.community))):
        with pytest.raises(StatusChanged):
            move_booking(booking=booking, slot=target, actor=elder.user)
    assert exact(slot)


# --- outcome: role × state ----------------------------------------------------------------------------------------------

OUTCOMES = {
    "complete": lambda booking, actor: complete_booking(booking=booking, actor=actor),
    "welfare": lambda booking, actor: record_welfare_check(booking=booking, actor=actor, outcome=WelfareOutcome.WELL),
    "no_show": lambda booking, actor: mark_no_show(booking=booking, actor=actor),
    "cancel": lambda booking, actor: cancel_booking_for_provider(booking=booking, actor=actor, reason="厨房停电"),
    "reveal": lambda booking, actor: reveal_contact(booking=booking, actor=actor, reason=RevealReason.WELFARE),
}


@pytest.mark.parametrize("act", sorted(OUTCOMES))
@pytest.mark.parametrize("role", [*Role, None, "foreign", "self"])
def test_outcome_is_kept_by_staff_of_the_community_only(act, role):
    booking = begun(BookingFactory(welfare_checked_at=timezone.now()))
    community = booking.slot.offering.community
    if role == "foreign":
        actor = staff(Role.MANAGER, ResidentFactory().community)
    elif role == "self":
        actor = booking.beneficiary.user
    elif role is None:
        actor = ResidentFactory(community=community).user
    else:
        county = role in (Role.COUNTY, Role.SECURITY, Role.AUDIT, Role.OPS)
        actor = staff(role, None if county else community)
    before = Entry.objects.count()
    if role in (Role.OPERATOR, Role.MANAGER):
        OUTCOMES[act](booking, actor)
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(PermissionDenied):
            OUTCOMES[act](booking, actor)
        assert Entry.objects.count() == before


@pytest.mark.parametrize("act", ["complete", "no_show", "cancel", "welfare"])
@pytest.mark.parametrize("status", [status for status in BookingStatus if status != BookingStatus.CONFIRMED])
def test_outcome_of_a_finished_booking_is_refused(act, status):
    booking = begun(BookingFactory(status=status, cancel_reason="停电", welfare_checked_at=timezone.now()))
    actor = staff(Role.OPERATOR, booking.slot.offering.community)
    with pytest.raises(StatusChanged):
        OUTCOMES[act](booking, actor)
    booking.refresh_from_db()
    assert booking.status == status
    assert exact(booking.slot)


@pytest.mark.parametrize("act", ["complete", "no_show", "welfare"])
def test_outcome_waits_for_the_beginning(act):
    booking = BookingFactory()
    with pytest.raises(NotYet):
        OUTCOMES[act](booking, staff(Role.OPERATOR, booking.slot.offering.community))


def test_no_show_needs_a_welfare_check_first():
    booking = begun(BookingFactory())
    actor = staff(Role.OPERATOR, booking.slot.offering.community)
    with pytest.raises(WelfareCheckMissing):
        mark_no_show(booking=booking, actor=actor)
    record_welfare_check(booking=booking, actor=actor, outcome=WelfareOutcome.VISITED)
    assert mark_no_show(booking=booking, actor=actor).status == BookingStatus.NO_SHOW
    booking.refresh_from_db()
    assert booking.welfare_checked_by == actor


def test_provider_cancels_with_reason_and_tells_the_resident():
    booking = BookingFactory()
    actor = staff(Role.MANAGER, booking.slot.offering.community)
    cancel_booking_for_provider(booking=booking, actor=actor, reason="厨房停电")
    message = Message.objects.get(recipient=booking.beneficiary)
    assert "厨房停电" in message.message_kind.render_text(message.data)
    assert exact(booking.slot)


def test_reveal_opens_contact_and_is_logged_with_its_reason():
    booking = BookingFactory(note="拄拐")
    actor = staff(Role.OPERATOR, booking.slot.offering.community)
    contact = reveal_contact(booking=booking, actor=actor, reason=RevealReason.SERVICE)
    assert (contact.name, contact.note) == (booking.beneficiary.name.reveal(), "拄拐")
    entry = Entry.objects.get(action="resident.reveal")
    assert (entry.actor_id, entry.data["reason"]) == (actor.pk, "service")
    assert contact.name not in str(entry.data)
