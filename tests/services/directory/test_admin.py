"""The admin's list, form and check end at the reader's communities."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal import clock
from portal.communities.enums import Role
from services.directory.components import EntriesToCheckPanel
from services.directory.models import DirectoryEntry
from tests.portal.communities.factories import EstateFactory, open_site, staff
from tests.services.directory.factories import EntryFactory, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()[1]


def address(name, *args):
    return reverse(f"directory_entries:{name}", args=args)


def test_list_ends_at_the_community(client, site):
    own, foreign = EntryFactory(community=site[0], name="自家条目"), EntryFactory(community=site[1], name="别家条目")
    county = EntryFactory(county_wide=True, name="全县条目")
    client.force_login(staff(Role.OPERATOR, site[0]))
    page = client.get(address("index")).content.decode()
    assert own.name in page
    assert foreign.name not in page
    assert county.name not in page
    for other in (foreign, county):
        for name in ("edit", "delete", "inspect", "check", "history", "usage"):
            assert client.get(address(name, other.pk)).status_code in (302, 404), name
            assert client.post(address(name, other.pk), form_data(other, name="改掉")).status_code in (302, 404, 405), (
                name
            )
        other.refresh_from_db()
        assert other.name != "改掉"


def test_operator_adds_an_entry_to_her_community_only(client, site):
    client.force_login(staff(Role.OPERATOR, site[0]))
    entry = EntryFactory.build(community=site[0], name="新窗口")
    for community in (site[1].pk, ""):
        assert client.post(address("add"), form_data(entry, community=community)).status_code == 200
    assert client.post(address("add"), form_data(entry)).status_code == 302
    kept = DirectoryEntry.objects.get()
    assert (kept.community, kept.checked_on) == (site[0], clock.today())


def test_county_writes_for_the_whole_county(client, site):
    client.force_login(staff(Role.COUNTY))
    assert client.post(address("add"), form_data(EntryFactory.build(community=None))).status_code == 302
    assert DirectoryEntry.objects.get().community is None


def test_form_names_what_is_wrong(client, site):
    client.force_login(staff(Role.OPERATOR, site[0]))
    entry = EntryFactory.build(community=site[0])
    foreign = EstateFactory(community=site[1])
    for wrong in (
        {"link": "http://example.org"},
        {"kind": "hotline", "phone": ""},
        {"kind": "payment"},
        {"estate": foreign.pk},
    ):
        assert client.post(address("add"), form_data(entry, **wrong)).status_code == 200, wrong
    assert not DirectoryEntry.objects.exists()


def test_check_is_noted(client, site):
    entry = EntryFactory(community=site[0], stale=True)
    client.force_login(staff(Role.OPERATOR, site[0]))
    assert entry.name in client.get(address("check", entry.pk)).content.decode()
    assert client.post(address("check", entry.pk)).status_code == 302
    entry.refresh_from_db()
    assert entry.checked_on == clock.today()


def test_supervisor_reads_and_does_not_check(client, site):
    entry = EntryFactory(community=site[0], stale=True)
    client.force_login(staff(Role.SUPERVISOR, site[0]))
    assert entry.name in client.get(address("index")).content.decode()
    client.post(address("check", entry.pk))
    entry.refresh_from_db()
    assert entry.checked_on != clock.today()


def test_panel_names_the_oldest_checks_of_ones_own(site):
    operator = staff(Role.OPERATOR, site[0])
    assert not EntriesToCheckPanel(operator).has_content
    stale = EntryFactory(community=site[0], stale=True)
    never = EntryFactory(community=site[0], checked_on=None)
    EntryFactory(community=site[0])
    EntryFactory(community=site[1], stale=True)
    EntryFactory(county_wide=True, stale=True)
    assert EntriesToCheckPanel(operator).waiting == [never, stale]


def test_list_of_entries_to_check(client, site):
    EntryFactory(community=site[0], stale=True, name="旧条目")
    EntryFactory(community=site[0], name="新条目")
    client.force_login(staff(Role.OPERATOR, site[0]))
    page = client.get(address("index") + "?to_check=yes").content.decode()
    assert "旧条目" in page
    assert "新条目" not in page
