"""The public pages and what residents do on them."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from governance.deliberation.enums import Stage, Stance
from governance.deliberation.models import Contribution, DeliberationIndexPage, Support
from portal.communities.enums import Role
from tests.governance.deliberation.factories import ContributionFactory, SupportFactory, topic_in, topic_page
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return open_site()[1]


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def topic(places):
    topic = topic_in(Stage.COMMENTING, places[0])
    topic_page(topic)
    return topic


def index_url(place) -> str:
    return DeliberationIndexPage.objects.child_of(place.root_page).get().url


def contribute_url(topic) -> str:
    return reverse("topic_contribute", args=[topic.community.key, topic.public_id])


def support_url(contribution, key: str = "") -> str:
    return reverse("contribution_support", args=[key or contribution.topic.community.key, contribution.public_id])


def resident_client(client, place):
    resident = ResidentFactory(community=place)
    client.force_login(resident.user)
    return resident


@pytest.mark.parametrize("stage", list(Stage))
def test_topic_page_in_every_stage_says_where_it_stands(english, in_english, places, stage):
    topic = topic_in(stage, places[0])
    page = topic_page(topic)
    text = english.get(page.url).content.decode()
    assert topic.reference in text
    assert str(stage.label) in text
    assert topic.question in text
    assert ("three quarters" in text) is topic.touches_property
    assert "<form method" not in text
    assert "csrfmiddlewaretoken" not in text


def test_topic_page_about_owners_rights_points_to_the_assembly(english, places):
    page = topic_page(topic_in(Stage.COMMENTING, places[0], touches_property=True))
    assert "article 278 of the Civil Code" in english.get(page.url).content.decode()


def test_topic_page_shows_nicknames_and_neither_names_nor_hidden_words(client, topic):
    author = ResidentFactory(
        community=topic.community, name="欧阳慧芳", user__nickname="海风", user__username="secretlogin"
    )
    ContributionFactory(topic=topic, author=author, text="充电棚要装喷淋")
    ContributionFactory(topic=topic, hidden=True, text="骂人的话")
    ContributionFactory(topic=topic, withdrawn=True, text="收回的话")
    ContributionFactory(
        topic=topic, author__user__nickname="", author__user__username="13800138000", text="无昵称的意见"
    )
    text = client.get(topic.page.url).content.decode()
    assert "充电棚要装喷淋" in text
    assert "海风" in text
    for secret in ("欧阳慧芳", "secretlogin", "骂人的话", "收回的话", "13800138000"):
        assert secret not in text


def test_topic_page_puts_the_best_supported_first(client, topic):
    plain = ContributionFactory(topic=topic, text="普通意见")
    liked = ContributionFactory(topic=topic, text="受欢迎的意见")
    newest = ContributionFactory(topic=topic, text="最新意见")
    SupportFactory.create_batch(2, contribution=liked)
    text = client.get(topic.page.url).content.decode()
    assert text.index(liked.text) < text.index(newest.text) < text.index(plain.text)


@pytest.mark.parametrize("number", [10, 1000])
def test_topic_page_costs_at_most_twelve_queries(client, topic, number, django_assert_max_num_queries):
    author = ResidentFactory(community=topic.community)
    stances = list(Stance)
    Contribution.objects.bulk_create(
        Contribution(topic=topic, author=author, stance=stances[n % 3], text=f"第{n}条意见") for n in range(number)
    )
    client.get(topic.page.url)
    client.cookies["mode"] = "elder"
    with django_assert_max_num_queries(12):
        response = client.get(f"{topic.page.url}?x=1")
    assert not response.cookies
    text = response.content.decode()
    assert text.count("opinion panel") == min(number, 24)
    assert len(text) < 60_000


@pytest.mark.parametrize("number", [3, 60])
def test_list_costs_at_most_twelve_queries(client, places, number, django_assert_max_num_queries):
    for _ in range(number):
        topic = topic_in(Stage.COMMENTING, places[0])
        topic_page(topic)
        ContributionFactory.create_batch(2, topic=topic)
    address = index_url(places[0])
    client.get(address)
    with django_assert_max_num_queries(12):
        response = client.get(f"{address}?x=1")
    assert response.content.decode().count("topic-") >= min(number, 20)


@pytest.mark.parametrize(
    ("phase", "shown"),
    [("", {"甲", "乙", "丙", "丁"}), ("open", {"甲"}), ("running", {"乙"}), ("finished", {"丙", "丁"})],
)
def test_list_filters_by_phase(client, places, phase, shown):
    for name, stage, agreed in [
        ("甲", Stage.COMMENTING, True),
        ("乙", Stage.MEETING_HELD, True),
        ("丙", Stage.COMPLETED, True),
        ("丁", Stage.RESULT_PUBLISHED, False),
    ]:  # fmt: skip
        topic_page(topic_in(stage, places[0], title=f"{name}号议题", agreed=agreed))
    topic_page(topic_in(Stage.COMMENTING, places[1], title="别处议题"))
    text = client.get(f"{index_url(places[0])}?phase={phase}").content.decode()
    assert {name for name in "甲乙丙丁" if f"{name}号议题</a>" in text} == shown
    assert "别处议题" not in text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("anonymous", "Sign in first"),
        ("no_resident", "belongs to no resident"),
        ("foreign", "another community"),
        ("staff", "belongs to no resident"),
    ],
)
def test_contribute_explains_what_is_missing_and_stores_nothing(english, places, topic, who, words):
    if who == "no_resident":
        english.force_login(UserFactory(language="en"))
    elif who == "foreign":
        resident_client(english, places[1])
    elif who == "staff":
        english.force_login(staff(Role.MANAGER, places[0]))
    response = english.get(contribute_url(topic))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "csrfmiddlewaretoken" not in response.content.decode()
    refused = english.post(contribute_url(topic), {"stance": "for", "text": "同意"})
    assert refused.status_code == 403
    assert words in refused.content.decode()
    assert not Contribution.objects.exists()


def test_contribute_anonymous_explanation_leads_back_after_sign_in(client, topic):
    response = client.get(contribute_url(topic))
    assert f"/accounts/login/?next={contribute_url(topic).replace('/', '%2F')}" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.COMMENTING])
def test_contribute_outside_the_stage_explains(english, places, stage):
    topic = topic_in(stage, places[0])
    topic_page(topic)
    resident_client(english, places[0])
    text = english.get(contribute_url(topic)).content.decode()
    assert ("Not yet open" if stage == Stage.CONFIRMED else "no longer taken") in text
    assert english.post(contribute_url(topic), {"stance": "for", "text": "同意"}).status_code == 403


def test_contribute_resident_publishes_under_her_nickname(client, places, topic):
    resident = resident_client(client, places[0])
    assert "csrfmiddlewaretoken" in client.get(contribute_url(topic)).content.decode()
    response = client.post(contribute_url(topic), {"stance": "against", "text": "先做消防评估"}, follow=True)
    assert response.redirect_chain[-1][0] == f"/{places[0].key}/deliberation/{topic.page.slug}/"
    text = response.content.decode()
    assert "先做消防评估" in text
    assert resident.user.nickname in text


@pytest.mark.parametrize(
    "data", [{}, {"stance": "for"}, {"stance": "maybe", "text": "好"}, {"stance": "for", "text": "\u200b"}]
)
def test_contribute_errors_stand_beside_the_fields(client, places, topic, data):
    resident_client(client, places[0])
    response = client.post(contribute_url(topic), data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("case", ["other_key", "unknown", "draft"])
def test_contribute_address_that_does_not_exist_is_404(client, places, topic, case):
    address = {
        "other_key": reverse("topic_contribute", args=[places[1].key, topic.public_id]),
        "unknown": reverse("topic_contribute", args=[places[0].key, uuid.uuid4()]),
        "draft": contribute_url(topic_in(Stage.COMMENTING, places[0])),
    }[case]
    resident_client(client, places[0])
    assert client.get(address).status_code == 404


def test_support_without_script_comes_back_to_the_opinion(client, places, topic):
    contribution = ContributionFactory(topic=topic)
    resident = resident_client(client, places[0])
    response = client.post(support_url(contribution), {"wanted": "yes"})
    assert response.status_code == 302
    assert response.url.endswith(f"/{topic.page.slug}/#c-{contribution.public_id}")
    assert Support.objects.get().resident == resident
    client.post(support_url(contribution), {"wanted": "no"})
    assert not Support.objects.exists()


def test_support_by_htmx_answers_with_the_button_alone(client, places, topic):
    contribution = ContributionFactory(topic=topic)
    resident_client(client, places[0])
    response = client.post(support_url(contribution), {"wanted": "yes"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert 'aria-pressed="true"' in text
    assert 'value="no"' in text
    assert "<html" not in text


@pytest.mark.parametrize("case", ["foreign", "wrong_key", "hidden", "draft_topic"])
def test_support_out_of_reach_is_404(client, places, topic, case):
    contribution = ContributionFactory(topic=topic, hidden=case == "hidden")
    key = ""
    if case == "draft_topic":
        contribution = ContributionFactory(topic=topic_in(Stage.COMMENTING, places[0]))
    if case == "wrong_key":
        key = places[1].key
    resident_client(client, places[1] if case == "foreign" else places[0])
    assert client.post(support_url(contribution, key), {"wanted": "yes"}).status_code == 404
    assert not Support.objects.exists()


def test_support_own_or_with_nonsense_is_403(client, places, topic):
    resident = resident_client(client, places[0])
    own = ContributionFactory(topic=topic, author=resident)
    assert client.post(support_url(own), {"wanted": "yes"}).status_code == 403
    assert client.post(support_url(ContributionFactory(topic=topic)), {"wanted": "maybe"}).status_code == 403


def test_support_signed_out_leads_to_sign_in_and_get_is_refused(client, topic):
    contribution = ContributionFactory(topic=topic)
    assert client.post(support_url(contribution), {"wanted": "yes"}).url.startswith("/accounts/login/")
    assert client.get(support_url(contribution)).status_code == 405


def test_withdraw_asks_first_and_others_opinions_stay(client, places, topic):
    resident = resident_client(client, places[0])
    own, other = ContributionFactory(topic=topic, author=resident, text="我收回"), ContributionFactory(topic=topic)
    address = reverse("contribution_withdraw", args=[places[0].key, own.public_id])
    assert "我收回" in client.get(address).content.decode()
    assert Contribution.objects.published().count() == 2
    client.post(address)
    assert list(Contribution.objects.published()) == [other]
    assert client.post(reverse("contribution_withdraw", args=[places[0].key, other.public_id])).status_code == 403


def test_opinions_page_lists_one_stance_twenty_a_page(client, topic):
    ContributionFactory.create_batch(25, topic=topic)
    ContributionFactory(topic=topic, stance=Stance.AGAINST, text="反对意见")
    address = reverse("topic_opinions", args=[topic.community.key, topic.public_id])
    assert client.get(f"{address}?stance=for").content.decode().count("opinion panel") == 20
    assert client.get(f"{address}?stance=for&page=2").content.decode().count("opinion panel") == 5
    assert "反对意见" in client.get(f"{address}?stance=against").content.decode()


def test_feed_lists_published_topics_of_the_community(client, places, topic):
    topic_page(topic_in(Stage.COMMENTING, places[1], title="别处议题"))
    text = client.get(reverse("topic_feed", args=[places[0].key])).content.decode()
    assert topic.title in text
    assert "别处议题" not in text
