"""Indicator 8: a kind counts when it can be booked and has been given."""

from __future__ import annotations

import datetime as dt

import pytest

from portal import clock
from services.booking.enums import BookingStatus, ServiceKind
from services.booking.evidence import elderly_kinds_bookable, elderly_kinds_offered, elderly_services_completed
from tests.portal.communities.factories import CommunityFactory
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, in_days

pytestmark = pytest.mark.django_db


def offer(community, kind, *, ahead=5, back=10, booked=0, status=BookingStatus.COMPLETED, **offering):
    """A kind with a time `ahead` days from now and a booking `back` days ago."""
    made = OfferingFactory(community=community, kind=kind, **offering)
    if ahead is not None:
        SlotFactory(offering=made, starts=in_days(ahead), capacity=2, booked=booked)
    if back is not None:
        BookingFactory(slot=SlotFactory(offering=made, starts=in_days(-back)), status=status)
    return made


def figures(community):
    today = clock.today()
    return [
        each(community, today).value
        for each in (elderly_kinds_offered, elderly_kinds_bookable, elderly_services_completed)
    ]


def test_two_kinds_bookable_and_given_meet_the_indicator():
    community = CommunityFactory()
    offer(community, ServiceKind.MEALS)
    offer(community, ServiceKind.CLEANING)
    offer(community, ServiceKind.CLEANING)
    assert figures(community) == [2, 2, 3]
    assert elderly_kinds_offered(community, clock.today()).holds is True


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ahead": None}, [0, 0, 1]),
        ({"ahead": 16}, [0, 0, 1]),
        ({"ahead": 0}, [0, 0, 1]),
        ({"booked": 2}, [0, 0, 1]),
        ({"is_open": False}, [0, 0, 1]),
        ({"back": None}, [0, 1, 0]),
        ({"back": 91}, [0, 1, 0]),
        ({"back": 90}, [1, 1, 1]),
        ({"status": BookingStatus.CANCELLED_BY_USER}, [0, 1, 0]),
    ],
)
def test_kind_counts_only_when_both_hold(change, expected):
    community = CommunityFactory()
    offer(community, ServiceKind.BATHING, **change)
    assert figures(community) == expected
    assert elderly_kinds_offered(community, clock.today()).holds is False


def test_other_kinds_and_other_communities_do_not_count():
    community = CommunityFactory()
    offer(community, ServiceKind.REPAIR, min_age=0)
    offer(CommunityFactory(), ServiceKind.MEALS)
    assert figures(community) == [0, 0, 0]
    assert elderly_services_completed(community, clock.today() - dt.timedelta(days=1)).value == 0
