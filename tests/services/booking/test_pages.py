"""The public pages of the services: cheap, the same for everybody, honest about what is free."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from services.booking.actions import book_slot, cancel_booking
from services.booking.enums import ServiceKind
from services.booking.models import ServiceIndexPage, ServicePage, Slot
from tests.portal.accounts.factories import ResidentFactory, signed_in
from tests.portal.communities.factories import open_site
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, in_days, service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    cache.clear()
    return open_site(communities=1)[1][0]


@pytest.fixture
def offering(community):
    return OfferingFactory(community=community, name="居室保洁")


def test_section_stands_in_every_community(community):
    index = ServiceIndexPage.objects.in_community(community).get()
    assert index.url == f"/{community.key}/services/"
    assert index.title == "便民服务"


def test_index_shows_kinds_services_and_emergency_numbers(client, community, offering):
    service_page(community, offering)
    page = client.get(f"/{community.key}/services/").content.decode()
    for kind in ServiceKind:
        assert str(kind.label) in page or kind == ServiceKind.EMERGENCY
    assert "居室保洁" in page
    for number in ("120", "110", "119", "12349"):
        assert f'href="tel:{number}"' in page


def test_index_filters_by_kind(client, community, offering):
    service_page(community, offering)
    address = f"/{community.key}/services/"
    assert "居室保洁" in client.get(address, {"kind": "cleaning"}).content.decode()
    assert "居室保洁" not in client.get(address, {"kind": "meals"}).content.decode()
    assert client.get(address, {"kind": "nonsense"}).status_code == 200


def test_detail_opens_first_free_day_and_shows_full_ones(client, community, offering):
    SlotFactory(offering=offering, starts=in_days(3), full=True)
    free = SlotFactory(offering=offering, starts=in_days(4, 14))
    page = client.get(service_page(community, offering).url).content.decode()
    assert f"/{community.key}/booking/{free.public_id}/" in page
    assert 'class="day day-full"' in page


def test_detail_of_a_chosen_day(client, community, offering):
    SlotFactory(offering=offering, starts=in_days(3))
    later = SlotFactory(offering=offering, starts=in_days(9))
    page = service_page(community, offering)
    day = later.starts.date().isoformat()
    assert str(later.public_id) in client.get(page.url, {"day": day}).content.decode()
    for nonsense in ("2026-13-45", "morgen", "<script>"):
        assert client.get(page.url, {"day": nonsense}).status_code == 200


def test_time_past_its_deadline_is_not_offered(client, community, offering):
    soon = SlotFactory(offering=offering, starts=in_days(0, 0) + dt.timedelta(hours=23))
    assert str(soon.public_id) not in client.get(service_page(community, offering).url).content.decode()


def test_public_page_names_nobody_and_sets_no_cookie(client, community, offering):
    booking = BookingFactory(slot=SlotFactory(offering=offering), beneficiary__name="孙玉珍", note="糖尿病")
    response = client.get(service_page(community, offering).url)
    for secret in ("孙玉珍", "糖尿病", booking.number):
        assert secret not in response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("number", [10, 1000])
def test_detail_takes_the_same_number_of_queries(client, community, offering, number, django_assert_max_num_queries):
    start = in_days(3, 8)
    Slot.objects.bulk_create(
        Slot(
            offering=offering, starts=start + dt.timedelta(minutes=place), ends=start + dt.timedelta(days=1), capacity=2
        )
        for place in range(number)
    )
    page = service_page(community, offering)
    client.get(page.url)
    cache.clear()
    with django_assert_max_num_queries(12):
        client.get(page.url, {"fresh": "1"})


@pytest.mark.parametrize("number", [2, 30])
def test_index_takes_the_same_number_of_queries(client, community, number, django_assert_max_num_queries):
    for _ in range(number):
        page = service_page(community, OfferingFactory(community=community))
        SlotFactory(offering=page.offering)
    client.get(f"/{community.key}/services/")
    cache.clear()
    with django_assert_max_num_queries(12):
        client.get(f"/{community.key}/services/", {"fresh": "1"})


@pytest.mark.django_db(transaction=True)
def test_kept_page_is_renewed_when_a_time_fills_and_when_it_frees(client):
    cache.clear()
    community = open_site(communities=1)[1][0]
    offering = OfferingFactory(community=community)
    slot = SlotFactory(offering=offering, capacity=1)
    SlotFactory(offering=offering, starts=in_days(5))
    day, url = slot.starts.date().isoformat(), service_page(community, offering).url
    person = ResidentFactory(community=community)

    def offers() -> bool:
        return str(slot.public_id) in client.get(url, {"day": day}).content.decode()

    assert offers()
    booking = book_slot(booked_by=person.user, beneficiary=person, slot=slot, key=person.public_id)
    assert not offers()
    with transaction.atomic():
        cancel_booking(booking=booking, actor=person.user)
    assert offers()


def test_signed_in_resident_sees_the_same_times(client, community, offering):
    slot = SlotFactory(offering=offering)
    page = signed_in(client, ResidentFactory(community=community)).get(service_page(community, offering).url)
    assert str(slot.public_id) in page.content.decode()


def test_offering_with_a_page_cannot_be_deleted(community, offering):
    service_page(community, offering)
    with pytest.raises(ProtectedError):
        offering.delete()


def test_meals_without_a_licence_are_incomplete(community):
    page = ServicePage(title="午餐", offering=OfferingFactory(community=community, meals=True), intro="两荤一素")
    assert set(page.missing()) == {"food_licence"}
    assert set(ServicePage(title="空").missing()) == {"offering", "intro"}


def test_emergency_help_cannot_be_offered_by_the_hour(community):
    with pytest.raises(ValidationError):
        OfferingFactory.build(community=community, kind=ServiceKind.EMERGENCY).full_clean()
