"""The public list and the pages, as residents see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from governance.disclosure.enums import Part
from portal import clock
from tests.governance.disclosure.factories import (
    disclosure_index,
    item,
    make_accounts,
    make_article,
    make_many_articles,
    publish_on,
)
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return open_site()[1]


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"
    return client


def content(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_own_community_only(client, places):
    make_article(places[0], title="和平里的经费")
    make_article(places[1], title="滨河的经费")
    make_article(places[0], title="还没写完", published=False)
    page = content(client, disclosure_index(places[0]).url)
    assert "和平里的经费" in page
    assert "滨河的经费" not in page
    assert "还没写完" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"甲", "乙", "丙"}),
        ("affair=finance", {"乙"}),
        ("affair=party", {"丙"}),
        ("item=R05", {"甲"}),
        ("item=F03", {"乙"}),
        ("year=2025", {"丙"}),
        ("part=q3", {"甲", "乙"}),
        ("affair=finance&item=R05", {"乙"}),
        ("affair=nonsense&year=xx&page=99", {"甲", "乙", "丙"}),
    ],
)
def test_list_filters(client, places, query, shown):
    make_article(places[0], "R05", title="甲号公开")
    make_accounts(places[0], title="乙号公开")
    make_article(places[0], "P04", title="丙号公开", year=2025, part=Part.SECOND_QUARTER)
    page = content(client, f"{disclosure_index(places[0]).url}?{query}")
    assert {name for name in "甲乙丙" if f"{name}号公开</a>" in page} == shown


def test_list_says_how_long_ago_each_affair_was_disclosed(english, places):
    publish_on(make_accounts(places[0]), clock.add_days(clock.today(), -12))
    page = content(english, disclosure_index(places[0]).url)
    assert "12 days ago" in page
    assert "not yet" in page


def test_list_shows_what_is_overdue_until_it_is_published(english, places):
    address = disclosure_index(places[0]).url
    before = content(english, address)
    assert "Not yet disclosed" in before
    assert "Overdue" in before
    from governance.disclosure.deadlines import WATCHED_QUARTERS
    from governance.disclosure.models import DisclosureItem
    from governance.disclosure.periods import ended_quarters

    for period in ended_quarters(clock.today(), WATCHED_QUARTERS):
        for watched in DisclosureItem.objects.watched():
            make = make_accounts if watched.has_ledger else make_article
            extra = {} if watched.has_ledger else {"code": watched.code}
            make(places[0], year=period.year, part=period.part, title=f"{watched.code} {period}", **extra)
    assert "Not yet disclosed" not in content(english, f"{address}?fresh")


@pytest.mark.parametrize("number", [10, 1000])
def test_list_costs_at_most_twelve_queries(client, places, number, django_assert_max_num_queries):
    make_many_articles(places[0], number)
    address = disclosure_index(places[0]).url
    client.get(address)
    client.cookies["mode"] = "elder"
    with django_assert_max_num_queries(12):
        response = client.get(f"{address}?page=1")
    assert response.content.decode().count("gongkai-") >= min(number, 20)
    assert not response.cookies


def test_article_shows_period_basis_display_and_where_to_object(english, places):
    page = make_article(places[0], "R05", objection_phone="0631-6661234", escalation="城区街道办事处 0631-6669999")
    text = content(english, page.url)
    assert item("R05").title_en in text
    assert item("R05").basis_en in text.replace("&#x27;", "'")
    assert 'href="tel:06316661234"' in text
    assert "城区街道办事处" in text
    assert "at least 15 days" in text
    assert "Late" in text


def test_article_falls_back_to_the_office_of_the_community(client, places):
    assert places[0].phone in content(client, make_article(places[0]).url)


def test_accounts_say_the_whole_in_one_sentence_and_compare(english, places):
    make_accounts(places[0], title="第二季度", part=Part.SECOND_QUARTER, rows=(), opening=1_000_000, closing=1_000_000)
    page = make_accounts(places[0])
    text = content(english, page.url)
    assert "income ¥50,900.00, expenditure ¥29,880.00, balance ¥31,020.00" in text
    assert "+¥50,900.00" in text, "compared with a quarter without income"
    assert "<caption>" in text
    assert "重阳节活动" in text


def test_accounts_never_compare_with_another_community(client, places):
    make_accounts(places[1], title="第二季度", part=Part.SECOND_QUARTER)
    page = make_accounts(places[0])
    assert client.get(page.url).context["previous"] is None


def test_pages_cost_at_most_twelve_queries_without_cookie_or_form(client, places, django_assert_max_num_queries):
    rows = [("income", "government", f"第{n}笔", 100) for n in range(300)]
    page = make_accounts(places[0], rows=rows, opening=0, closing=30_000)
    client.get(page.url)
    client.cookies["mode"] = "elder"
    with django_assert_max_num_queries(12):
        response = client.get(f"{page.url}?x=1")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_feed_lists_own_published_disclosures(client, places):
    make_article(places[0], title="经费公开")
    make_article(places[1], title="别处的经费")
    response = client.get(reverse("disclosure_feed", args=[places[0].key]))
    assert response["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert "经费公开" in text
    assert "别处的经费" not in text
    assert client.get("/nowhere/disclosure/feed.xml").status_code == 404


def test_display_period_that_is_over_is_said(english, places):
    page = make_article(places[0])
    type(page).objects.filter(pk=page.pk).update(display_from=dt.date(2026, 1, 1), display_until=dt.date(2026, 1, 20))
    assert "Display period over" in content(english, f"{page.url}?fresh")
