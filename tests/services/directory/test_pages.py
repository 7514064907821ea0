"""The public lists and the page of an entry."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.communities.enums import Role
from services.directory.models import DirectoryIndexPage
from tests.portal.communities.factories import EstateFactory, open_site, staff
from tests.services.directory.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()


@pytest.fixture
def here(site):
    return site[1][0]


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_the_communitys_and_the_countys_entries_only(client, site, here):
    EntryFactory(community=here, name="本社区窗口")
    EntryFactory(community=site[1][1], name="别处窗口")
    EntryFactory(county_wide=True, hotline=True, name="市民热线", phone="12345")
    EntryFactory(community=here, name="草稿条目", is_published=False)
    page = text(client, f"/{here.key}/directory/")
    assert "本社区窗口" in page
    assert 'href="tel:12345"' in page
    assert "别处窗口" not in page
    assert "草稿条目" not in page
    county = text(client, "/directory/")
    assert "市民热线" in county
    assert "本社区窗口" not in county


def test_kind_bill_and_facility_narrow_the_list(client, here):
    EntryFactory(community=here, channel=True, name="水费渠道")
    EntryFactory(community=here, channel=True, name="燃气渠道", pays_water=False, pays_gas=True)
    EntryFactory(community=here, facility_entry=True, name="广场饮水机")
    EntryFactory(community=here, facility_entry=True, name="东门快件箱", facility="parcel_locker")
    start = f"/{here.key}/directory/"
    payments = text(client, f"{start}?kind=payment")
    assert "水费渠道" in payments
    assert "广场饮水机" not in payments
    gas = text(client, f"{start}?kind=payment&bill=gas")
    assert "燃气渠道" in gas
    assert "水费渠道" not in gas
    lockers = text(client, f"{start}?kind=facility&facility=parcel_locker")
    assert "东门快件箱" in lockers
    assert "广场饮水机" not in lockers


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "kind=payment&bill=rent", "q=%00", "page=99", "kind=facility&facility=x&q=" + "长" * 99]
)
def test_unknown_choices_are_ignored(client, here, query):
    EntryFactory(community=here)
    text(client, f"/{here.key}/directory/?{query}")


def test_search_looks_through_all_kinds_and_says_when_nothing_is_found(client, here):
    estate = EstateFactory(community=here, name="水景绿城")
    EntryFactory(community=here, facility_entry=True, name="饮水机", estate=estate)
    assert "饮水机" in text(client, f"/{here.key}/directory/?q=水景")
    assert "换个词" in text(client, f"/{here.key}/directory/?q=飞机场")


def test_old_check_warns_in_list_and_entry(client, here):
    entry = EntryFactory(community=here, stale=True, phone="0631-6650001")
    assert "去之前请先打电话" in text(client, f"/{here.key}/directory/")
    assert "去之前请先打电话" in text(client, entry.get_absolute_url())
    fresh = EntryFactory(community=here)
    assert "去之前请先打电话" not in text(client, fresh.get_absolute_url())


def test_entry_page_says_what_to_bring_and_how_to_reach_it(client, here):
    entry = EntryFactory(
        community=here,
        materials="身份证\n\n户口簿",
        phone="0631-6650001",
        link="https://example.org/banshi",
        room="services",
    )
    page = text(client, entry.get_absolute_url())
    assert "<li>身份证</li><li>户口簿</li>" in page
    assert 'href="tel:06316650001"' in page
    assert 'href="https://example.org/banshi"' in page
    assert f'href="/{here.key}/services/"' in page


def test_county_entry_is_read_within_a_community_and_alone(client, here):
    entry = EntryFactory(county_wide=True)
    for address in (reverse("directory_entry", args=[here.key, entry.public_id]), entry.get_absolute_url()):
        assert entry.name in text(client, address)


def test_entry_of_another_community_hidden_or_closed_is_not_found(client, site, here):
    foreign = EntryFactory(community=site[1][1])
    hidden = EntryFactory(community=here, is_published=False)
    for address in (
        reverse("directory_entry", args=[here.key, foreign.public_id]),
        reverse("county_directory_entry", args=[foreign.public_id]),
        hidden.get_absolute_url(),
        reverse("directory_entry", args=["nowhere", foreign.public_id]),
    ):
        assert client.get(address).status_code == 404
    site[1][1].is_open = False
    site[1][1].save()
    assert client.get(foreign.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("entries", [10, 1000])
def test_lists_take_a_bounded_number_of_queries(client, here, entries, django_assert_max_num_queries):
    EntryFactory.create_batch(entries // 2, community=here, facility_entry=True)
    EntryFactory.create_batch(entries // 2, county_wide=True)
    for query in ("", "?kind=facility", "?q=饮水"):
        with django_assert_max_num_queries(12):
            response = client.get(f"/{here.key}/directory/{query}")
        assert response.status_code == 200
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in response.content


def test_list_is_renewed_after_a_check(client, here, settings, django_capture_on_commit_callbacks):
    from services.directory.actions import check_entry

    settings.EARLY_CACHE_SECONDS = 60
    entry = EntryFactory(community=here, stale=True)
    assert "去之前请先打电话" in text(client, f"/{here.key}/directory/")
    assert client.get(f"/{here.key}/directory/").headers.get("X-Early-Cache") == "hit"
    with django_capture_on_commit_callbacks(execute=True):
        check_entry(entry=entry, actor=staff(Role.OPERATOR, here))
    assert "去之前请先打电话" not in text(client, f"/{here.key}/directory/")


def test_directory_stands_in_every_community_and_the_county(site):
    assert DirectoryIndexPage.objects.count() == 3
