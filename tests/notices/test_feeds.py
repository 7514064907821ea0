"""The Atom feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from notices.models import FraudAlertPage
from tests.notices.factories import make_many_notices, make_notice
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site():
    return open_site()


def entries(response) -> list[str]:
    root = ET.fromstring(response.content)  # noqa: S314 - our own output
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


def test_feed_of_a_community_holds_its_own_notices(client, site):
    county, (place, other) = site
    page = make_notice(place, FraudAlertPage)
    make_notice(other, title="别处的通知")
    make_notice(county, title="全县通知")
    response = client.get(f"/{place.key}/notices/feed.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entries(response) == [page.title]
    assert f"http://testserver{page.url}" in response.content.decode()


def test_feed_of_the_county_holds_the_county_s(client, site):
    make_notice(site[0], title="全县通知")
    make_notice(site[1][0], title="社区通知")
    assert entries(client.get("/notices/feed.xml")) == ["全县通知"]


@pytest.mark.parametrize("key", ["nowhere", "closed"])
def test_feed_of_an_unknown_or_closed_community_is_not_there(client, site, key):
    place = site[1][0]
    if key == "closed":
        place.is_open = False
        place.save()
        key = place.key
    assert client.get(f"/{key}/notices/feed.xml").status_code == 404


def test_feed_costs_the_same_at_any_size(client, site, django_assert_max_num_queries):
    make_many_notices(site[1][0], 100)
    url = f"/{site[1][0].key}/notices/feed.xml"
    client.get(url)
    client.cookies["mode"] = "elder"
    with django_assert_max_num_queries(12):
        response = client.get(url)
    assert len(entries(response)) == 30
    assert not response.cookies
