"""Announcements in the admin: own community's figures, another's not at all, failed ones tried again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from notices.delivery import actions
from notices.delivery.enums import OutboxState
from notices.delivery.models import Announcement, Message, OutboxItem
from portal.communities.enums import Role
from tests.notices.delivery.factories import make_announcement, make_residents
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()[1]


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["language"] = "en"


def inspect_url(announcement: Announcement) -> str:
    return reverse("announcement:inspect", args=[announcement.pk])


def test_list_shows_delivered_and_opened(client, site):
    make_residents(site[0], 4)
    make_announcement(site[0], title="停气通知")
    actions.work_off()
    actions.mark_read(messages=Message.objects.filter(pk=Message.objects.first().pk))
    client.force_login(staff(Role.OPERATOR, site[0]))
    content = client.get(reverse("announcement:index")).content.decode()
    assert "停气通知" in content
    assert "4 / 4 (100 %)" in content
    assert "1 / 4 (25 %)" in content


@pytest.mark.parametrize("number", [10, 200])
def test_list_costs_the_same_at_any_size(client, site, number, django_assert_max_num_queries):
    for _count in range(number):
        make_announcement(site[0])
    client.force_login(staff(Role.OPERATOR, site[0]))
    client.get(reverse("announcement:index"))
    with django_assert_max_num_queries(25):
        client.get(reverse("announcement:index"))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE])
def test_another_community_s_announcement_is_not_there(client, site, role):
    foreign = make_announcement(site[1], title="别处的公告").announcement
    county = make_announcement(None, title="全县的公告").announcement
    client.force_login(staff(role, site[0]))
    content = client.get(reverse("announcement:index")).content.decode()
    assert "别处的公告" not in content
    assert "全县的公告" not in content
    for announcement in (foreign, county):
        assert client.get(inspect_url(announcement)).status_code in (302, 404)
        assert client.get(reverse("announcement:history", args=[announcement.pk])).status_code in (302, 404)
        assert client.get(reverse("announcement:usage", args=[announcement.pk])).status_code in (302, 404)


@pytest.mark.parametrize("role", [Role.SECURITY, Role.AUDIT])
def test_roles_without_reach_see_no_list(client, site, role):
    client.force_login(staff(role))
    assert client.get(reverse("announcement:index")).status_code == 302


@pytest.mark.parametrize("view", ["add", "edit", "delete"])
def test_announcements_are_never_written_by_hand(client, site, view):
    announcement = make_announcement(site[0]).announcement
    client.force_login(staff(Role.MANAGER, site[0]))
    arguments = [] if view == "add" else [announcement.pk]
    assert client.post(reverse(f"announcement:{view}", args=arguments), {"title": "x"}).status_code in (302, 403, 404)
    announcement.refresh_from_db()
    assert announcement.title != "x"
    assert Announcement.objects.count() == 1


def test_failed_delivery_is_on_the_dashboard_and_can_be_tried_again(client, site):
    item = make_announcement(site[0], title="停电通知")
    OutboxItem.objects.update(state=OutboxState.DEAD, attempts=8)
    client.force_login(staff(Role.MANAGER, site[0]))
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "停电通知" in dashboard
    assert "Delivery failed" in dashboard
    retry = reverse("announcement:retry", args=[item.pk])
    assert retry in client.get(inspect_url(item.announcement)).content.decode()
    assert client.get(retry).status_code == 405
    client.post(retry)
    item.refresh_from_db()
    assert item.state == OutboxState.PENDING


def test_retry_of_another_community_s_delivery_is_not_there(client, site):
    item = make_announcement(site[1])
    OutboxItem.objects.update(state=OutboxState.DEAD)
    client.force_login(staff(Role.MANAGER, site[0]))
    assert client.post(reverse("announcement:retry", args=[item.pk])).status_code == 404
    item.refresh_from_db()
    assert item.state == OutboxState.DEAD
