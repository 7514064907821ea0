"""Who keeps which entry, and what comes with the portal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from portal import clock
from portal.audit.models import Entry
from portal.communities.enums import Role
from services.directory import actions
from services.directory.enums import EntryKind
from services.directory.models import DirectoryEntry
from services.directory.permissions import EntryPermissionPolicy
from tests.portal.communities.factories import CommunityFactory, staff
from tests.services.directory.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return CommunityFactory(key="own")


@pytest.fixture
def other():
    return CommunityFactory(key="other")


@pytest.mark.parametrize(
    ("role", "own_entry", "others_entry", "county_entry"),
    [
        (Role.OPERATOR, True, False, False),
        (Role.MANAGER, True, False, False),
        (Role.SUPERVISOR, False, False, False),
        (Role.COUNTY, True, True, True),
        (Role.OPS, False, False, False),
    ],
)
def test_entry_is_kept_by_its_communitys_staff_and_the_county(own, other, role, own_entry, others_entry, county_entry):
    keeper = staff(role, None if role in (Role.COUNTY, Role.OPS) else own)
    policy = EntryPermissionPolicy()
    for community, allowed in ((own, own_entry), (other, others_entry), (None, county_entry)):
        entry = EntryFactory(community=community, stale=True)
        assert policy.user_has_permission_for_instance(keeper, "change", entry) is allowed
        if allowed:
            assert actions.check_entry(entry=entry, actor=keeper).checked_on == clock.today()
            continue
        for write in (actions.check_entry, actions.keep_entry, actions.drop_entry):
            with pytest.raises(PermissionDenied):
                write(entry=entry, actor=keeper)


def test_entry_is_not_moved_out_of_another_community(own, other):
    entry = EntryFactory(community=other)
    entry.community = own
    with pytest.raises(PermissionDenied):
        actions.keep_entry(entry=entry, actor=staff(Role.MANAGER, own))


def test_keeping_an_entry_counts_as_a_check_and_is_logged(own):
    operator = staff(Role.OPERATOR, own)
    entry = actions.keep_entry(entry=EntryFactory(community=own, stale=True), actor=operator)
    assert (entry.checked_on, entry.checked_by) == (clock.today(), operator)
    assert Entry.objects.filter(action="directory_entry.keep", target_id=str(entry.public_id)).exists()


def test_supplied_entries_hold_every_named_system_once():
    number = actions.load_supplied()
    assert DirectoryEntry.objects.of_kind(EntryKind.SYSTEM).count() == 37
    assert DirectoryEntry.objects.of_kind(EntryKind.HOTLINE).count() == 7
    assert number == 44
    assert actions.load_supplied() == 0
    for entry in DirectoryEntry.objects.all():
        entry.full_clean()
        assert entry.name_en, entry.key
        assert entry.good_for_en, entry.key
        assert entry.honours or entry.kind == EntryKind.HOTLINE, entry.key


def test_supplied_entry_stays_as_the_county_corrected_it():
    actions.load_supplied()
    DirectoryEntry.objects.filter(key="call_12345").update(name="市民热线")
    actions.load_supplied()
    assert DirectoryEntry.objects.get(key="call_12345").name == "市民热线"


def test_supplied_entry_is_hidden_rather_than_dropped():
    county = staff(Role.COUNTY)
    entry = EntryFactory(county_wide=True, key="city_brain")
    with pytest.raises(PermissionDenied):
        actions.drop_entry(entry=entry, actor=county)
    actions.drop_entry(entry=EntryFactory(county_wide=True), actor=county)
    assert list(DirectoryEntry.objects.all()) == [entry]


def test_supplied_numbers_are_those_of_the_country():
    data = json.loads((Path(actions.__file__).parent / "data" / "hotlines.json").read_text(encoding="utf-8"))
    assert {entry["phone"] for entry in data} == {"110", "119", "120", "12110", "96110", "12345", "12349"}
