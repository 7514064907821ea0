"""The search page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from home.models import MissedSearch
from home.search.results import may_be_logged
from notices.models import CommunityNoticePage
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    _county, communities = open_site()
    for community, title in zip(communities, ["防范电信诈骗提醒", "电梯年检通知"], strict=True):
        section = community.root_page.get_children().get(slug="notices")
        section.add_child(instance=CommunityNoticePage(title=title, slug="notice", intro="请留意"))
    return communities


def search(client, **query):
    """The page for a query."""
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_search_finds_and_names_the_community(client, site):
    text = search(client, q="诈骗")
    assert "防范电信诈骗提醒" in text
    assert site[0].name in text


def test_search_stays_in_one_community(client, site):
    assert "防范电信诈骗提醒" not in search(client, q="诈骗", community=site[1].key)


def test_drafts_and_private_pages_are_not_found(client, site):
    CommunityNoticePage.objects.filter(title__contains="电梯").update(live=False)
    assert "电梯年检通知" not in search(client, q="电梯")


def test_missed_search_is_counted_once_a_day(client, site):
    search(client, q="火箭发射")
    search(client, q="火箭发射")
    missed = MissedSearch.objects.get()
    assert (missed.text, missed.count) == ("火箭发射", 2)


@pytest.mark.parametrize("query", ["13800138000", "371083196005010012", "", "很" * 31])
def test_what_may_name_a_person_is_not_logged(query):
    assert not may_be_logged(query)


@pytest.mark.parametrize("query", ["", "   ", '"', "\x00诈骗", "a" * 500])
def test_any_query_gets_an_answer(client, site, query):
    search(client, q=query)


def test_search_costs_a_bounded_number_of_queries(client, site, django_assert_max_num_queries):
    section = site[0].root_page.get_children().get(slug="notices")
    for number in range(30):
        section.add_child(
            instance=CommunityNoticePage(title=f"停水通知第{number}号", slug=f"water-{number}", intro="请留意")
        )
    search(client, q="停水")
    with django_assert_max_num_queries(12):
        text = search(client, q="停水")
    assert "page=2" in text
