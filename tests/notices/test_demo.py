"""The demo's notices: something everywhere, something outdated, and nothing twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from home.actions import open_community
from notices.delivery.models import Announcement, Message
from notices.demo import load
from notices.enums import NoticeKind
from notices.query import notice_rows
from portal.communities.enums import Role
from portal.demo import World
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory, open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    county, communities = open_site(1)
    longshan = CommunityFactory(key="longshan", name="龙山社区")
    open_community(community=longshan, county=county)
    communities.append(longshan)
    people = {"county": staff(Role.COUNTY), "police": staff(Role.POLICE)}
    for community in communities:
        people[f"operator-{community.key}"] = staff(Role.OPERATOR, community)
        people[f"manager-{community.key}"] = staff(Role.MANAGER, community)
        ResidentFactory(community=community)
    return World(communities, timezone.localdate(), people, {}, {})


def test_loading_twice_changes_nothing(world):
    load(world)
    counts = (notice_rows().count(), Announcement.objects.count(), Message.objects.count())
    load(world)
    assert (notice_rows().count(), Announcement.objects.count(), Message.objects.count()) == counts
    assert all(counts)


def test_every_community_has_current_notices_of_several_kinds_and_a_draft(world):
    load(world)
    today = timezone.localdate()
    for community in world.communities:
        rows = notice_rows().in_community(community)
        assert rows.published().count() >= 7
        draft = rows.get(live=False)
        assert draft.current_workflow_state is not None, "it waits for the manager"
        for kind in (NoticeKind.POLICE, NoticeKind.FRAUD):
            assert notice_rows(kind).in_community(community).published().current().exists()
    assert notice_rows().published().filter(notice_expires_on__lt=today).exists(), "something is out of date"


def test_dates_lie_in_the_past_and_messages_follow_their_pages(world):
    load(world)
    newest = notice_rows().published().first()
    assert timezone.now() - newest.first_published_at < dt.timedelta(days=2)
    for message in Message.objects.select_related("announcement__page"):
        assert message.created_at == message.announcement.page.first_published_at
    assert Message.objects.unread().exists()
    assert Message.objects.filter(read_at__isnull=False).exists()
