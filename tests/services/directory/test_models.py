"""What the database refuses, and how old a check is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from portal import clock
from services.directory.enums import Bill, CheckState, EntryKind, Honour
from services.directory.freshness import check_state
from services.directory.models import DirectoryEntry
from tests.portal.communities.factories import EstateFactory
from tests.services.directory.factories import EntryFactory

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "http://example.org/"},
        {"link": "javascript:alert(1)"},
        {"kind": EntryKind.HOTLINE, "phone": ""},
        {"kind": EntryKind.FACILITY, "facility": ""},
        {"kind": EntryKind.PAYMENT},
    ],
    ids=["plain http", "script", "hotline without number", "facility without kind", "channel without bill"],
)
def test_entry_that_helps_nobody_is_refused_by_form_and_database(wrong):
    entry = EntryFactory.build(community=None, **wrong)
    with pytest.raises(ValidationError):
        entry.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_entry_of_an_estate_without_community_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(community=None, estate=EstateFactory())


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, CheckState.NEVER), (0, CheckState.FRESH), (180, CheckState.FRESH), (181, CheckState.STALE)],
)
def test_check_counts_for_half_a_year(days, state):
    assert check_state(None if days is None else clock.add_days(TODAY, -days), TODAY) is state


def test_names_follow_the_readers_language():
    entry = EntryFactory.build(name="爱山东", name_en="iShandong", good_for="办事", good_for_en="")
    with translation.override("en"):
        assert (entry.local_name, entry.local_good_for) == ("iShandong", "办事")
    with translation.override("zh-hans"):
        assert entry.local_name == "爱山东"


def test_bills_and_honours_are_read_out_of_their_fields():
    entry = DirectoryEntry(pays_gas=True, pays_property=True, honour="link+own")
    assert entry.bills == [Bill.GAS, Bill.PROPERTY]
    assert entry.honours == [Honour.LINK, Honour.OWN]


def test_words_are_found_in_name_place_and_estate():
    estate = EstateFactory(name="水景绿城")
    entry = EntryFactory(facility_entry=True, community=estate.community, estate=estate, address="东门")
    EntryFactory(community=estate.community)
    for words in ("水景", "东门 饮水机", "直饮水"):
        assert list(DirectoryEntry.objects.matching(words)) == [entry]
    assert not DirectoryEntry.objects.matching("东门 西门")
