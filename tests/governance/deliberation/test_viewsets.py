"""The admin: topics and moderation, each community for itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.deliberation.enums import Stage
from governance.deliberation.models import Topic
from portal import clock
from portal.communities.enums import Role
from tests.governance.deliberation.factories import ContributionFactory, topic_in, topic_page
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db
VIEWS = ["topics:index", "topics:inspect", "contributions:index", "contributions:inspect"]
ROLES = [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE]


@pytest.fixture
def places():
    return open_site()[1]


def address(name: str, contribution) -> str:
    pk = contribution.topic_id if name.startswith("topics") else contribution.pk
    return reverse(name, args=[] if name.endswith("index") else [pk])


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [True, False])
def test_views_show_own_community_only(client, places, name, role, own):
    contribution = ContributionFactory(
        topic=topic_in(Stage.COMMENTING, places[0], title="充电棚选址"), text="靠窗的不同意"
    )
    client.force_login(staff(role, places[0 if own else 1]))
    response = client.get(address(name, contribution))
    shown = response.status_code == 200 and ("充电棚选址" in response.content.decode())
    assert shown is (own and role != Role.POLICE)


@pytest.mark.parametrize("number", [10, 1000])
def test_lists_cost_the_same_at_any_size(client, places, number, django_assert_max_num_queries):
    topic = topic_in(Stage.COMMENTING, places[0])
    ContributionFactory.create_batch(3, topic=topic)
    author = topic.contributions.first().author
    model = type(topic.contributions.first())
    model.objects.bulk_create(model(topic=topic, author=author, stance="for", text=f"第{n}条") for n in range(number))
    client.force_login(staff(Role.OPERATOR, places[0]))
    client.get(reverse("contributions:index"))
    with django_assert_max_num_queries(25):
        assert client.get(reverse("contributions:index")).status_code == 200


def test_operator_opens_a_topic_in_own_community_only(client, places):
    client.force_login(staff(Role.OPERATOR, places[0]))
    data = {"title": "楼道堆物", "question": "是否同意清理？", "topic_class": "dispute"}
    assert client.post(reverse("topics:add"), {**data, "community": places[1].pk}).status_code == 200
    assert not Topic.objects.exists()
    assert client.post(reverse("topics:add"), {**data, "community": places[0].pk}).status_code == 302
    assert Topic.objects.get().number == 1


def test_question_stands_once_opinions_are_taken(client, places):
    client.force_login(staff(Role.OPERATOR, places[0]))
    data = {"title": "改题", "question": "改了？", "topic_class": "policy", "community": places[0].pk}
    confirmed, commenting = topic_in(Stage.CONFIRMED, places[0]), topic_in(Stage.COMMENTING, places[0])
    assert client.post(reverse("topics:edit", args=[confirmed.pk]), data).status_code == 302
    assert client.post(reverse("topics:edit", args=[commenting.pk]), data).status_code == 200
    confirmed.refresh_from_db()
    commenting.refresh_from_db()
    assert confirmed.title == "改题"
    assert commenting.title != "改题"


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR])
@pytest.mark.parametrize("own", [True, False])
def test_advance_asks_first_and_belongs_to_the_own_manager(client, places, role, own):
    topic = topic_in(Stage.CONFIRMED, places[0])
    client.force_login(staff(role, places[0 if own else 1]))
    allowed = own and role == Role.MANAGER
    url = reverse("topics:advance", args=[topic.pk, Stage.COMMENTING])
    assert (client.get(url).status_code == 200) is allowed
    today = clock.today().isoformat()
    client.post(url, {"comments_from": today, "comments_until": today})
    topic.refresh_from_db()
    assert (topic.stage == Stage.COMMENTING) is allowed


def test_advance_to_a_stage_that_does_not_follow_is_404(client, places):
    client.force_login(staff(Role.MANAGER, places[0]))
    topic = topic_in(Stage.CONFIRMED, places[0])
    assert client.post(reverse("topics:advance", args=[topic.pk, Stage.COMPLETED])).status_code == 404


def test_advance_too_early_says_why(client, places):
    client.force_login(staff(Role.MANAGER, places[0], language="en"))
    topic = topic_in(Stage.COMMENTING, places[0])
    response = client.post(reverse("topics:advance", args=[topic.pk, Stage.MEETING_HELD]))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize("own", [True, False])
def test_moderation_hides_with_a_reason_and_restores(client, places, own):
    contribution = ContributionFactory(topic=topic_in(Stage.COMMENTING, places[0]))
    client.force_login(staff(Role.OPERATOR, places[0 if own else 1]))
    hide, restore = (reverse(f"contributions:{name}", args=[contribution.pk]) for name in ("hide", "restore"))
    assert client.get(hide).status_code == (200 if own else 404)
    assert client.post(hide).status_code == (200 if own else 404), "no reason, nothing hidden"
    client.post(hide, {"hidden_reason": "insult"})
    contribution.refresh_from_db()
    assert contribution.status == ("hidden" if own else "published")
    client.post(restore)
    contribution.refresh_from_db()
    assert contribution.status == "published"


def test_page_form_offers_free_topics_of_own_community(client, places):
    free = topic_in(Stage.CONFIRMED, places[0], title="空闲议题")
    topic_page(topic_in(Stage.CONFIRMED, places[0], title="已有页面"))
    topic_in(Stage.CONFIRMED, places[1], title="别处议题")
    client.force_login(staff(Role.OPERATOR, places[0]))
    section = places[0].root_page.get_children().get(slug="deliberation")
    text = client.get(
        reverse("wagtailadmin_pages:add", args=["deliberation", "topicpage", section.pk])
    ).content.decode()
    assert free.title in text
    assert "已有页面" not in text
    assert "别处议题" not in text


def test_dashboard_lists_waiting_topics_of_own_community(client, places):
    topic_in(Stage.MEETING_HELD, places[0], title="等结果的议题")
    topic_in(Stage.MEETING_HELD, places[1], title="别处等结果")
    client.force_login(staff(Role.MANAGER, places[0]))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "等结果的议题" in text
    assert "别处等结果" not in text
