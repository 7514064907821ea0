"""The demo's elections: registration open, registrations in several states, nothing twice."""

from __future__ import annotations

import pytest

from governance.elections.demo import load
from governance.elections.enums import Channel, Status
from governance.elections.models import Election, Registration
from portal import clock
from portal.communities.enums import Role
from portal.demo import World
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    communities = open_site(1)[1]
    people, residents, fathers = {}, {}, {}
    for community in communities:
        for role in (Role.OPERATOR, Role.MANAGER):
            people[f"{role}-{community.key}"] = staff(role, community)
        resident = ResidentFactory(community=community, birth_date="1953-03-18")
        father = ResidentFactory(community=community, user=None, birth_date="1944-06-09")
        authority = AuthorityFactory(principal=father, for_registration=True)
        residents[f"resident-{community.key}"], fathers[community.key] = resident, father
        people[f"family-{community.key}"] = authority.agent.user
    return World(communities, clock.today(), people, residents, fathers)


def test_loading_twice_changes_nothing(world):
    load(world)
    counts = (Election.objects.count(), Registration.objects.count())
    load(world)
    assert (Election.objects.count(), Registration.objects.count()) == counts == (1, 7)


def test_registrations_stand_in_several_states_and_one_waits_for_the_voter(world):
    load(world)
    assert Election.objects.get().is_open
    found = set(Registration.objects.values_list("status", flat=True))
    assert found == {Status.SUBMITTED, Status.ACCEPTED, Status.NEEDS_MORE, Status.REJECTED}
    unconfirmed = Registration.objects.get(confirmed_at=None)
    assert (unconfirmed.channel, unconfirmed.resident) == (Channel.FAMILY, world.fathers[world.communities[0].key])
