"""Facts for indicators 9 and 10."""

from __future__ import annotations

import pytest

from portal import clock
from portal.evidence import sources
from services.directory.enums import FacilityKind
from services.directory.evidence import bills_payable, channels_checked, facilities_checked, facility_kinds
from tests.portal.communities.factories import CommunityFactory, EstateFactory
from tests.services.directory.factories import EntryFactory

pytestmark = pytest.mark.django_db
ALL_BILLS = {f"pays_{bill}": True for bill in ("water", "electricity", "gas", "heating", "property")}


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def today():
    return clock.today()


def test_devices_count_when_checked_in_half_a_year(community, today):
    EntryFactory(community=community, facility_entry=True, units=6)
    EntryFactory(community=community, facility_entry=True, units=2, facility=FacilityKind.VENDING)
    EntryFactory(community=community, facility_entry=True, units=9, stale=True)
    EntryFactory(community=community, facility_entry=True, units=9, facility=FacilityKind.CHARGING)
    EntryFactory(community=community, facility_entry=True, units=9, is_published=False)
    EntryFactory(facility_entry=True, units=9, community=CommunityFactory(key="elsewhere"))
    assert (facilities_checked(community, today).value, facilities_checked(community, today).holds) == (8, True)
    assert facility_kinds(community, today).value == 2


def test_community_without_facilities_does_not_meet_indicator_9(community, today):
    assert facilities_checked(community, today).holds is False


def test_devices_checked_after_the_day_do_not_count_for_it(community, today):
    EntryFactory(community=community, facility_entry=True)
    assert facilities_checked(community, clock.add_days(today, -1)).value == 0


def test_all_five_bills_by_one_channel_of_the_community(community, today):
    EstateFactory(community=community)
    EntryFactory(community=community, channel=True, **ALL_BILLS)
    assert (bills_payable(community, today).value, bills_payable(community, today).holds) == (5, True)


def test_county_wide_channel_counts_for_every_community(community, today):
    EntryFactory(county_wide=True, channel=True)
    assert bills_payable(community, today).value == 1


def test_bill_counts_when_every_estate_has_a_channel(community, today):
    first, second = EstateFactory(community=community), EstateFactory(community=community)
    EntryFactory(community=community, channel=True, estate=first)
    assert bills_payable(community, today).value == 0
    EntryFactory(community=community, channel=True, estate=second)
    assert bills_payable(community, today).value == 1


def test_channel_without_link_or_name_to_look_for_is_not_online(community, today):
    EntryFactory(community=community, channel=True, find_as="")
    assert bills_payable(community, today).value == 0
    assert channels_checked(community, today).value == 0


def test_facts_are_registered_under_their_indicators():
    keys = {source.key for code in (9, 10) for source in sources(code)}
    assert {
        "facility_directory_by_kind",
        "facility_kinds",
        "payment_directory_complete",
        "payment_channels_checked",
    } <= keys
