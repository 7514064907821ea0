"""Staff work: the queue ends at one's posts, names are masked, every step asks first."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Entry
from portal.communities.enums import Role
from services.booking.enums import BookingStatus
from services.booking.models import Booking, Offering, SlotPattern
from tests.portal.communities.factories import open_site, staff
from tests.services.booking.factories import (
    BookingFactory,
    OfferingFactory,
    SlotFactory,
    SlotPatternFactory,
    begun,
)

pytestmark = pytest.mark.django_db
STEPS = ["complete", "welfare", "no-show", "cancel", "reveal"]


@pytest.fixture
def site():
    return open_site()[1]


@pytest.fixture
def own(site):
    offering = OfferingFactory(community=site[0], name="和平里保洁")
    return BookingFactory(slot=SlotFactory(offering=offering), beneficiary__name="王秀兰", note="拄拐")


@pytest.fixture
def foreign(site):
    offering = OfferingFactory(community=site[1], name="滨河保洁")
    return BookingFactory(slot=SlotFactory(offering=offering), beneficiary__name="李桂英")


@pytest.fixture
def operator(client, site):
    client.force_login(staff(Role.OPERATOR, site[0]))
    return client


def step(name, booking):
    return reverse(f"booking_queue:{name}", args=[booking.pk])


@pytest.mark.parametrize(
    "when", ["", "?when=today", "?when=coming", "?when=waiting", "?when=past", "?status=confirmed"]
)
def test_queue_lists_own_bookings_with_masked_names(operator, own, foreign, when):
    begun(own)
    response = operator.get(f"{reverse('booking_queue:index')}{when}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "王秀兰" not in page
    assert "滨河保洁" not in page
    if when in ("", "?when=waiting", "?status=confirmed"):
        assert "王*兰" in page


@pytest.mark.parametrize("name", ["inspect", *STEPS])
def test_foreign_booking_is_not_found(operator, own, foreign, name):
    assert operator.get(step(name, foreign)).status_code == 404
    assert operator.post(step(name, foreign), {"reason": "service", "outcome": "well"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.status == BookingStatus.CONFIRMED


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("role", [Role.COUNTY, Role.SUPERVISOR, Role.POLICE, Role.AUDIT])
def test_steps_are_for_those_who_give_the_service(client, site, own, name, role):
    client.force_login(staff(role, None if role in (Role.COUNTY, Role.AUDIT) else site[0]))
    begun(own)
    response = client.post(step(name, own), {"reason": "service", "outcome": "well"})
    assert response.status_code in (302, 403, 404)
    assert "王秀兰" not in response.content.decode()
    own.refresh_from_db()
    assert own.status == BookingStatus.CONFIRMED


def test_completed_after_a_confirmation_page(operator, own):
    begun(own)
    assert "王*兰" in operator.get(step("complete", own)).content.decode()
    operator.post(step("complete", own))
    own.refresh_from_db()
    assert own.status == BookingStatus.COMPLETED


def test_no_show_by_way_of_the_welfare_check(operator, own):
    begun(own)
    operator.post(step("no-show", own))
    own.refresh_from_db()
    assert own.status == BookingStatus.CONFIRMED
    operator.post(step("welfare", own), {"outcome": "visited"})
    operator.post(step("no-show", own))
    own.refresh_from_db()
    assert (own.status, own.welfare_outcome) == (BookingStatus.NO_SHOW, "visited")


def test_cancel_needs_a_reason(operator, own):
    operator.post(step("cancel", own), {"reason": " "})
    own.refresh_from_db()
    assert own.is_confirmed
    operator.post(step("cancel", own), {"reason": "厨房停电"})
    own.refresh_from_db()
    assert own.status == BookingStatus.CANCELLED_BY_PROVIDER


def test_name_is_shown_for_a_reason_and_logged(operator, own):
    assert "王秀兰" not in operator.get(step("reveal", own)).content.decode()
    assert not Entry.objects.filter(action="resident.reveal").exists()
    assert "王秀兰" not in operator.post(step("reveal", own), {}).content.decode()
    page = operator.post(step("reveal", own), {"reason": "service"}).content.decode()
    assert "王秀兰" in page
    assert "拄拐" in page
    assert Entry.objects.filter(action="resident.reveal").count() == 1


def test_inspect_is_masked(operator, own):
    page = operator.get(step("inspect", own)).content.decode()
    assert "王*兰" in page
    assert "王秀兰" not in page
    assert "拄拐" not in page


def test_bookings_are_neither_added_nor_edited_nor_deleted(operator, own):
    for name, args in (("add", []), ("edit", [own.pk]), ("delete", [own.pk])):
        assert operator.get(reverse(f"booking_queue:{name}", args=args)).status_code in (302, 404)
    assert Booking.objects.filter(pk=own.pk).exists()


def test_day_list_is_masked_and_scoped(operator, own, foreign, site):
    day = own.slot.starts.astimezone().date().isoformat()
    page = operator.get(reverse("booking_queue:day_list"), {"day": day}).content.decode()
    assert "王*兰" in page
    assert "王秀兰" not in page
    assert "滨河保洁" not in page
    assert operator.get(reverse("booking_queue:day_list"), {"community": site[1].key}).status_code == 404


def test_dashboard_shows_todays_bookings_and_who_waits(operator, own, foreign):
    begun(own)
    page = operator.get(reverse("wagtailadmin_home")).content.decode()
    assert "王*兰" in page
    assert "李*英" not in page
    assert step("welfare", own) in page


@pytest.mark.parametrize("name", ["booking_offerings", "booking_patterns", "booking_slots"])
def test_records_of_another_community_are_shut(operator, own, foreign, name):
    SlotPatternFactory(offering=own.slot.offering)
    pattern = SlotPatternFactory(offering=foreign.slot.offering)
    records = {"booking_offerings": foreign.slot.offering, "booking_patterns": pattern, "booking_slots": foreign.slot}
    page = operator.get(reverse(f"{name}:index")).content.decode()
    assert "和平里保洁" in page
    assert "滨河保洁" not in page
    assert operator.get(reverse(f"{name}:edit", args=[records[name].pk])).status_code == 404


def test_offering_is_added_in_ones_own_community_only(operator, site):
    fields = {
        "kind": "cleaning", "name": "新保洁", "provider": "和顺", "place": "上门", "price_fen": "0", "min_age": "60",
        "is_open": "on",
    }  # fmt: skip
    address = reverse("booking_offerings:add")
    operator.post(address, fields | {"community": site[1].pk})
    assert not Offering.objects.filter(name="新保洁").exists()
    operator.post(address, fields | {"community": site[0].pk})
    assert Offering.objects.get(name="新保洁").community == site[0]
    assert Entry.objects.filter(action="offering.keep").exists()


def test_pattern_is_added_for_ones_own_service_only(operator, own, foreign):
    fields = {"weekday": "2", "starts": "09:00", "ends": "10:00", "capacity": "3"}
    address = reverse("booking_patterns:add")
    operator.post(address, fields | {"offering": foreign.slot.offering_id})
    assert not SlotPattern.objects.exists()
    operator.post(address, fields | {"offering": own.slot.offering_id})
    assert SlotPattern.objects.get().offering == own.slot.offering
    assert own.slot.offering.slots.filter(capacity=3).exists()


def test_slot_is_closed_without_touching_its_bookings(operator, own):
    operator.post(reverse("booking_slots:edit", args=[own.slot_id]), {"capacity": "2"})
    own.slot.refresh_from_db()
    assert (own.slot.is_open, own.slot.booked) == (False, 1)


@pytest.mark.parametrize("number", [10, 200])
def test_queue_takes_the_same_number_of_queries(operator, own, number, django_assert_max_num_queries):
    keys = [uuid.uuid4() for _ in range(number)]
    Booking.objects.bulk_create(
        Booking(
            public_id=key, number=f"{place:012d}", slot=own.slot, beneficiary=own.beneficiary, booked_by=own.booked_by,
            key=key, status=BookingStatus.CANCELLED_BY_USER, status_at=timezone.now(),
        )
        for place, key in enumerate(keys)
    )  # fmt: skip
    operator.get(reverse("booking_queue:index"))
    with django_assert_max_num_queries(25):
        operator.get(reverse("booking_queue:index"))


def test_page_form_offers_own_services_only(operator, own, foreign, site):
    index = site[0].root_page.get_children().get(slug="services")
    page = operator.get(reverse("wagtailadmin_pages:add", args=["booking", "servicepage", index.pk])).content.decode()
    assert "和平里保洁" in page
    assert "滨河保洁" not in page
