"""`/me/bookings/`: only one's own and those one acts for; cancelling, moving, the calendar file."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from services.booking.calendar_file import calendar_file
from services.booking.enums import BookingStatus
from services.booking.models import Booking
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory, signed_in
from tests.portal.communities.factories import CommunityFactory
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, begun, in_days

pytestmark = pytest.mark.django_db
NAMES = ["booking", "booking_done", "booking_move", "booking_cancel", "booking_calendar"]


@pytest.fixture
def booking():
    return BookingFactory(beneficiary__name="李桂英", note="坐轮椅")


def test_list_shows_coming_and_past(client, booking):
    begun(
        BookingFactory(beneficiary=booking.beneficiary, completed=True, slot__offering=OfferingFactory(name="陪同就医"))
    )
    page = signed_in(client, booking.beneficiary).get("/me/bookings/").content.decode()
    assert booking.slot.offering.name in page
    assert "陪同就医" in page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["owner", "agent", "revoked", "stranger", "signed_out"])
def test_one_booking_is_seen_by_those_who_may_act(client, booking, name, who):
    path = reverse(name, args=[booking.public_id])
    if who == "owner":
        signed_in(client, booking.beneficiary)
    elif who in ("agent", "revoked"):
        revoked_at = timezone.now() if who == "revoked" else None
        signed_in(client, AuthorityFactory(principal=booking.beneficiary, revoked_at=revoked_at).agent)
    elif who == "stranger":
        signed_in(client, ResidentFactory(community=booking.beneficiary.community))
    response = client.get(path)
    assert response.status_code == {"owner": 200, "agent": 200, "signed_out": 302}.get(who, 404)
    if response.status_code != 200:
        assert "李桂英" not in response.content.decode()


@pytest.mark.parametrize("name", ["booking_move", "booking_cancel"])
def test_stranger_changes_nothing(client, booking, name):
    signed_in(client, ResidentFactory(community=booking.beneficiary.community))
    assert client.post(reverse(name, args=[booking.public_id]), {"confirm": "1"}).status_code == 404
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CONFIRMED


def test_cancelling_asks_first(client, booking):
    signed_in(client, booking.beneficiary)
    path = reverse("booking_cancel", args=[booking.public_id])
    client.get(path)
    booking.refresh_from_db()
    assert booking.is_confirmed
    page = client.post(path, follow=True)
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CANCELLED_BY_USER
    assert page.status_code == 200
    again = client.post(path, follow=True)
    assert again.status_code == 200


def test_moving_checks_first(client, booking):
    later = SlotFactory(offering=booking.slot.offering, starts=in_days(6))
    signed_in(client, booking.beneficiary)
    path = reverse("booking_move", args=[booking.public_id])
    assert f"?slot={later.public_id}" in client.get(path, {"day": later.starts.date().isoformat()}).content.decode()
    client.get(path, {"slot": str(later.public_id)})
    booking.refresh_from_db()
    assert booking.slot_id != later.pk
    client.post(path, {"slot": str(later.public_id), "confirm": "1"})
    booking.refresh_from_db()
    assert booking.slot_id == later.pk


def test_too_late_says_whom_to_call(client, booking):
    signed_in(client, booking.beneficiary)
    page = client.get(reverse("booking", args=[begun(booking).public_id])).content.decode()
    assert reverse("booking_cancel", args=[booking.public_id]) not in page
    assert "tel:" in page


def test_own_name_in_no_address_and_pages_are_not_kept(client, booking):
    response = signed_in(client, booking.beneficiary).get(reverse("booking", args=[booking.public_id]))
    assert "no-store" in response.headers["Cache-Control"]


def test_calendar_file_is_crlf_safe_and_names_nobody(client, booking):
    offering = booking.slot.offering
    offering.name = "保洁\r\nATTENDEE:mailto:x@example.org"
    offering.place = "一号楼,二单元;三楼\\门厅" + "长" * 60
    offering.save()
    response = signed_in(client, booking.beneficiary).get(reverse("booking_calendar", args=[booking.public_id]))
    text = response.content.decode()
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert not any(line.startswith("ATTENDEE") for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "LOCATION:一号楼\\,二单元\\;三楼\\\\门厅" in unfolded
    assert "李桂英" not in text
    assert "坐轮椅" not in text
    assert "\r" not in response.headers["Content-Disposition"]


def test_calendar_entry_follows_moves_and_cancelling(booking):
    assert "SEQUENCE:0\r\n" in calendar_file(booking, "https://example.org/")
    booking.moves, booking.status = 2, BookingStatus.CANCELLED_BY_USER
    text = calendar_file(booking, "https://example.org/")
    assert "SEQUENCE:3\r\n" in text
    assert "STATUS:CANCELLED\r\n" in text
    assert "VALARM" not in text


@pytest.mark.parametrize("number", [10, 1000])
def test_list_takes_the_same_number_of_queries(client, number, django_assert_max_num_queries):
    community = CommunityFactory()
    person = ResidentFactory(community=community)
    slot = SlotFactory(offering=OfferingFactory(community=community))
    keys = [uuid.uuid4() for _ in range(number)]
    Booking.objects.bulk_create(
        Booking(
            public_id=key, number=f"{place:012d}", slot=slot, beneficiary=person, booked_by=person.user, key=key,
            status=BookingStatus.CANCELLED_BY_USER,
        )
        for place, key in enumerate(keys)
    )  # fmt: skip
    signed_in(client, person).get("/me/bookings/")
    with django_assert_max_num_queries(14):
        client.get("/me/bookings/")
