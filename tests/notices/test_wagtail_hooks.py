"""The notices in the admin: who creates, submits, approves and publishes; the dashboard's open work."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from notices.delivery.models import Announcement
from notices.models import CommunityNoticePage, FraudAlertPage, PoliceNoticePage
from portal.communities.enums import Role
from tests.notices.factories import make_notice, notice_index
from tests.portal.communities.factories import EstateFactory, open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()[1]


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["language"] = "en"


def add_url(place, model: str) -> str:
    return reverse("wagtailadmin_pages:add", args=["notices", model, notice_index(place).pk])


def form_of(button: str = "", **changed):
    """The filled form of a community notice."""
    fields = {
        "title": "周四停水通知", "slug": "water", "intro": "周四8时至17时停水。", "source": "居民委员会",
        "contact_phone": "", "expires_on": "", "level": "info", "announcing": "first", "estate": "",
        "search_description": "",
        "body": streamfield([("paragraph", rich_text("<p>请提前储水。</p>"))]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }  # fmt: skip
    data = nested_form_data(fields | changed)
    return data | ({button: "1"} if button else {})


def test_operator_submits_and_manager_publishes(client, site):
    client.force_login(staff(Role.OPERATOR, site[0]))
    client.post(add_url(site[0], "communitynoticepage"), form_of("action-publish"))
    page = CommunityNoticePage.objects.get()
    assert not page.live, "an operator can't publish"
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of("action-submit"))
    page.refresh_from_db()
    assert page.current_workflow_state is not None

    client.force_login(staff(Role.MANAGER, site[0]))
    task = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    client.post(url, {"comment": ""})
    page.refresh_from_db()
    assert page.live
    assert Announcement.objects.get().page_id == page.pk


def test_manager_of_another_community_can_neither_see_nor_approve(client, site):
    page = make_notice(site[0], published=False)
    client.force_login(staff(Role.MANAGER, site[1]))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 404
    client.post(url, form_of("action-publish"))
    page.refresh_from_db()
    assert not page.live
    listing = client.get(reverse("wagtailadmin_explore", args=[notice_index(site[0]).pk]), follow=True)
    assert page.title not in listing.content.decode()


@pytest.mark.parametrize(
    ("role", "model", "allowed"),
    [
        (Role.OPERATOR, "communitynoticepage", True),
        (Role.MANAGER, "fraudalertpage", True),
        (Role.POLICE, "policenoticepage", True),
        (Role.POLICE, "fraudalertpage", True),
        (Role.POLICE, "communitynoticepage", False),
        (Role.SUPERVISOR, "communitynoticepage", False),
    ],
)
def test_create_form_opens_by_role_and_kind(client, site, role, model, allowed):
    client.force_login(staff(role, site[0]))
    assert (client.get(add_url(site[0], model)).status_code == 200) is allowed
    assert client.get(add_url(site[1], model)).status_code != 200


def test_police_publish_under_notices_and_nowhere_else(client, site):
    client.force_login(staff(Role.POLICE, site[0]))
    page = make_notice(site[0], PoliceNoticePage, published=False)
    assert page.permissions_for_user(staff(Role.POLICE, site[0])).can_publish()
    for section in site[0].root_page.get_children().exclude(slug="notices"):
        assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk])).status_code != 200


def test_draft_may_be_incomplete_and_publication_may_not(client, site):
    client.force_login(staff(Role.MANAGER, site[0]))
    bare = form_of(intro="", source="")
    assert client.post(add_url(site[0], "communitynoticepage"), bare).status_code == 302
    page = CommunityNoticePage.objects.get()
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of("action-publish", intro="", source="")
    )
    assert response.status_code == 200
    assert {"intro", "source"} <= set(response.context["form"].errors)
    page.refresh_from_db()
    assert not page.live


def test_only_police_can_choose_the_bulletin(client, site):
    data = form_of(topic="bulletin", area="", source_url="https://police.example/1")
    client.force_login(staff(Role.MANAGER, site[0]))
    response = client.post(add_url(site[0], "policenoticepage"), data)
    assert "topic" in response.context["form"].errors
    client.force_login(staff(Role.POLICE, site[0]))
    assert client.post(add_url(site[0], "policenoticepage"), data).status_code == 302


def test_estate_choices_end_at_the_community(client, site):
    own, foreign = EstateFactory(community=site[0]), EstateFactory(community=site[1])
    client.force_login(staff(Role.MANAGER, site[0]))
    choices = client.get(add_url(site[0], "communitynoticepage")).context["form"].fields["estate"].queryset
    assert list(choices) == [own]
    response = client.post(add_url(site[0], "communitynoticepage"), form_of(estate=foreign.pk))
    assert "estate" in response.context["form"].errors


def test_audience_panel_counts_accounts(client, site):
    from tests.notices.delivery.factories import make_residents

    make_residents(site[0], 6)
    make_residents(site[0], 3, accounts=False)
    make_residents(site[1], 50)
    client.force_login(staff(Role.MANAGER, site[0]))
    content = client.get(add_url(site[0], "fraudalertpage")).content.decode()
    assert "9 residents are recorded" in content
    assert "6 of them read messages here" in content


def test_dashboard_shows_own_drafts_and_outdated_notices_only(client, site):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    make_notice(site[0], FraudAlertPage, published=False, title="待审反诈提醒")
    make_notice(site[0], title="过期停水通知", slug="old", expires_on=yesterday)
    make_notice(site[1], published=False, title="别处草稿")
    client.force_login(staff(Role.MANAGER, site[0]))
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "待审反诈提醒" in content
    assert "过期停水通知" in content
    assert "别处草稿" not in content
