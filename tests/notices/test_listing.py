"""The list page: kinds, pages, badges, and its cost at any size."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from notices.models import CommunityNoticePage, FraudAlertPage, PoliceNoticePage
from notices.query import notice_rows, urgent_notice
from tests.notices.factories import make_many_notices, make_notice, notice_index
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()


def test_list_shows_every_kind_newest_first(client, site):
    place, other = site[1]
    now = timezone.now()
    for count, page_type in enumerate((PoliceNoticePage, FraudAlertPage, CommunityNoticePage)):
        make_notice(place, page_type, first_published_at=now - dt.timedelta(days=count))
    make_notice(other, title="别处的通知")
    content = client.get(notice_index(place).url).content.decode()
    places = [content.index(title) for title in ("夜间电动车盗窃预警", "警惕冒充客服退款诈骗", "周四停水通知")]
    assert places == sorted(places)
    assert "别处的通知" not in content


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [("police", "夜间电动车", "周四停水"), ("fraud", "冒充客服", "夜间电动车"), ("community", "周四停水", "冒充客服")],
)
def test_list_filters_by_kind_in_the_address(client, site, kind, shown, hidden):
    place = site[1][0]
    for page_type in (PoliceNoticePage, FraudAlertPage, CommunityNoticePage):
        make_notice(place, page_type)
    content = client.get(f"{notice_index(place).url}?kind={kind}").content.decode()
    assert shown in content
    assert hidden not in content


@pytest.mark.parametrize("query", ["?kind=nonsense", "?page=999", "?page=x", "?kind=%00", "?page=-1"])
def test_list_survives_any_query(client, site, query):
    place = site[1][0]
    make_notice(place)
    response = client.get(f"{notice_index(place).url}{query}")
    assert response.status_code == 200
    assert "周四停水通知" in response.content.decode()


def test_empty_list_says_so(client, site):
    client.cookies["language"] = "en"
    assert "No notices yet" in client.get(notice_index(site[1][0]).url).content.decode()


def test_list_marks_urgent_and_outdated(client, site):
    place = site[1][0]
    client.cookies["language"] = "en"
    make_notice(place, title="台风停水", level="urgent")
    make_notice(place, slug="old", title="旧通知", expires_on=timezone.localdate() - dt.timedelta(days=1))
    content = client.get(notice_index(place).url).content.decode()
    assert "Urgent" in content
    assert "Out of date" in content


@pytest.mark.parametrize("number", [10, 1000])
def test_list_costs_at_most_twelve_queries(client, site, number, django_assert_max_num_queries):
    place = site[1][0]
    make_many_notices(place, number)
    index = notice_index(place)
    client.get(index.url)
    client.cookies["mode"] = "elder"
    with django_assert_max_num_queries(12):
        response = client.get(f"{index.url}?page=1")
    assert response.content.decode().count("notice-") >= min(number, 20)
    assert not response.cookies


def test_second_page_shows_the_next_twenty(client, site):
    place = site[1][0]
    make_many_notices(place, 45)
    content = client.get(f"{notice_index(place).url}?page=3").content.decode()
    assert "（45）" in content
    assert "（40）" not in content
    assert "page=2" in content


def test_rows_leave_out_drafts_and_private_pages(site):
    place = site[1][0]
    make_notice(place, published=False)
    hidden = make_notice(place, slug="hidden")
    hidden.view_restrictions.create(restriction_type="login")
    assert list(notice_rows().in_community(place).published()) == []


def test_rows_of_a_private_section_are_left_out(site):
    place, other = site[1]
    make_notice(place)
    page = make_notice(other)
    notice_index(place).view_restrictions.create(restriction_type="login")
    assert [row.pk for row in notice_rows().published()] == [page.pk]


def test_urgent_notice_is_the_newest_that_holds_here(site):
    county, (place, other) = site
    assert urgent_notice(place) is None
    make_notice(place, title="一般", slug="a")
    make_notice(place, title="已过", slug="b", level="urgent", expires_on=timezone.localdate() - dt.timedelta(days=1))
    make_notice(other, title="别处", slug="c", level="urgent")
    assert urgent_notice(place) is None
    make_notice(county, title="全县台风", slug="d", level="urgent")
    assert urgent_notice(place).title == "全县台风"
    assert urgent_notice(None).title == "全县台风"
    own = make_notice(place, title="本社区停气", slug="e", level="urgent")
    assert urgent_notice(place).pk == own.pk
    assert urgent_notice(None).title == "全县台风"
