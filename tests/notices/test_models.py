"""Page rules, completeness before publication, and how each kind is shown."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import CommunityPage, CountyPage
from notices.enums import PoliceTopic
from notices.models import PAGE_TYPES, CommunityNoticePage, FraudAlertPage, NoticeIndexPage, PoliceNoticePage
from tests.notices.factories import TEXTS, make_notice
from tests.portal.communities.factories import EstateFactory, open_site

pytestmark = pytest.mark.django_db
NOTICE_TYPES = tuple(PAGE_TYPES.values())


@pytest.fixture
def site():
    return open_site()


@pytest.fixture
def place(site):
    """The first community, with a page tree."""
    return site[1][0]


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_notices_stand_in_the_list_of_notices_only():
    for page_type in NOTICE_TYPES:
        assert page_type.allowed_parent_page_models() == [NoticeIndexPage]
        assert page_type.allowed_subpage_models() == []
    assert set(NoticeIndexPage.allowed_subpage_models()) == set(NOTICE_TYPES)
    assert set(NoticeIndexPage.allowed_parent_page_models()) == {CountyPage, CommunityPage}


def test_every_place_has_one_list_of_notices(site):
    county, communities = site
    assert NoticeIndexPage.objects.count() == 3
    assert not NoticeIndexPage.can_create_at(county)
    assert not NoticeIndexPage.can_create_at(communities[0].root_page)


@pytest.mark.parametrize("page_type", NOTICE_TYPES)
def test_empty_notice_names_what_is_missing(page_type):
    assert {"intro", "source"} <= set(page_type(title="草稿").missing())


@pytest.mark.parametrize("page_type", NOTICE_TYPES)
def test_complete_notice_misses_nothing(page_type):
    assert page_type(**TEXTS[page_type], expires_on=in_days(20)).missing() == {}


def test_empty_fraud_alert_asks_for_phrases_and_advice():
    assert {"phrases", "dos", "donts"} <= set(FraudAlertPage(title="草稿").missing())


@pytest.mark.parametrize("page_type", NOTICE_TYPES)
def test_urgent_notice_needs_an_end(page_type):
    page = page_type(**TEXTS[page_type], level="urgent")
    assert "expires_on" in page.missing()


@pytest.mark.parametrize(
    ("topic", "days", "complete"),
    [
        (PoliceTopic.WARNING, 30, True),
        (PoliceTopic.WARNING, 31, False),
        (PoliceTopic.WARNING, None, False),
        (PoliceTopic.BULLETIN, 90, True),
        (PoliceTopic.BULLETIN, 91, False),
        (PoliceTopic.GUIDE, None, True),
        (PoliceTopic.OUTCOME, 400, True),
    ],
)
def test_police_notice_holds_as_long_as_its_topic_allows(topic, days, complete):
    texts = TEXTS[PoliceNoticePage] | {"topic": topic, "source_url": "https://police.example/1"}
    page = PoliceNoticePage(**texts, expires_on=None if days is None else in_days(days))
    assert ("expires_on" not in page.missing()) is complete


def test_bulletin_without_its_original_is_incomplete():
    page = PoliceNoticePage(**TEXTS[PoliceNoticePage] | {"topic": PoliceTopic.BULLETIN}, expires_on=in_days(9))
    assert set(page.missing()) == {"source_url"}


def test_estate_of_another_community_is_refused(site):
    place, other = site[1]
    page = make_notice(place, published=False)
    page.estate = EstateFactory(community=other)
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert set(refused.value.message_dict) == {"estate"}
    page.estate = EstateFactory(community=place)
    page.clean()


def test_county_notice_for_an_estate_is_refused(site):
    county, (place, _other) = site
    page = make_notice(county, published=False)
    page.estate = EstateFactory(community=place)
    with pytest.raises(ValidationError):
        page.clean()


@pytest.mark.parametrize(("days", "expired"), [(-1, True), (0, False), (1, False)])
def test_notice_expires_after_its_last_day(days, expired):
    assert CommunityNoticePage(expires_on=in_days(days)).has_expired is expired


def test_notice_without_a_date_never_expires():
    assert CommunityNoticePage().has_expired is False


# --- how they are shown ---


@pytest.mark.parametrize("page_type", NOTICE_TYPES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_notice_page_shows_title_issuer_and_phones(client, place, page_type, language):
    page = make_notice(place, page_type)
    client.cookies["language"] = language
    content = client.get(page.url).content.decode()
    assert TEXTS[page_type]["title"] in content
    assert TEXTS[page_type]["source"] in content
    assert 'href="tel:' in content
    assert f'value="http://testserver{page.url}"' in content, "the address to pass on is the one readers use"


def test_fraud_alert_shows_phrases_advice_and_the_hotline(client, place):
    content = client.get(make_notice(place, FraudAlertPage).url).content.decode()
    for text in ("双倍赔付", "到官方平台核实", "不要开启屏幕共享", 'href="tel:96110"', 'href="tel:110"'):
        assert text in content


def test_police_notice_offers_the_police_station_s_phone(client, place):
    content = client.get(make_notice(place, PoliceNoticePage).url).content.decode()
    assert place.police_station in content
    assert "6651110" in content


def test_expired_notice_says_so(client, place):
    page = make_notice(place, expires_on=in_days(-3))
    client.cookies["language"] = "en"
    assert "This notice is out of date" in client.get(page.url).content.decode()
    page = make_notice(place, slug="current")
    assert "This notice is out of date" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("page_type", NOTICE_TYPES)
def test_notice_page_costs_at_most_twelve_queries(client, place, page_type, django_assert_max_num_queries):
    page = make_notice(place, page_type)
    client.get(page.url)
    client.cookies["mode"] = "elder"  # past the early cache, with Wagtail's own caches filled
    with django_assert_max_num_queries(12):
        response = client.get(page.url)
    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_draft_is_not_served(client, place):
    page = make_notice(place, published=False)
    assert client.get(page.get_url()).status_code == 404
