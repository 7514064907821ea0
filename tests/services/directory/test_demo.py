"""The demo's directory: something everywhere, something old, something missing, nothing twice."""

from __future__ import annotations

import pytest

from home.actions import open_community
from portal import clock
from portal.communities.enums import Role
from portal.demo import World
from services.directory.demo import load
from services.directory.enums import EntryKind
from services.directory.evidence import bills_payable, facilities_checked
from services.directory.models import DirectoryEntry
from tests.portal.communities.factories import CommunityFactory, EstateFactory, open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    county, communities = open_site(0)
    for key, estates in (("dongli", ("水景绿城", "金玫瑰小区")), ("yitian", ())):
        community = CommunityFactory(key=key, duty_phone="0631-6651002")
        open_community(community=community, county=county)
        for name in estates:
            EstateFactory(community=community, name=name)
        communities.append(community)
    people = {f"operator-{community.key}": staff(Role.OPERATOR, community) for community in communities}
    return World(communities, clock.today(), people | {"county": staff(Role.COUNTY)}, {}, {})


def test_loading_twice_changes_nothing(world):
    load(world)
    number = DirectoryEntry.objects.count()
    load(world)
    assert DirectoryEntry.objects.count() == number > 44


def test_every_entry_would_pass_the_form(world):
    load(world)
    for entry in DirectoryEntry.objects.all():
        entry.full_clean()


def test_one_community_has_all_five_bills_and_another_none(world):
    load(world)
    dongli, yitian = world.communities
    assert bills_payable(dongli, world.today).holds
    assert not bills_payable(yitian, world.today).value
    assert facilities_checked(dongli, world.today).value == 14, "the figures the community states itself"


def test_something_waits_to_be_checked(world):
    load(world)
    waiting = DirectoryEntry.objects.to_check(world.today)
    assert waiting.of_kind(EntryKind.FACILITY).exists()
    assert waiting.of_kind(EntryKind.GUIDE).exists()
