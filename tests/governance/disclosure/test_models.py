"""What may go out: the balance, the display period, the catalogue's item; drafts may be anything."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from governance.disclosure.enums import EntryClass, Part, Side
from governance.disclosure.models import AffairsPage, DisclosurePage, FinancialDisclosurePage, LedgerEntry
from portal import clock
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.governance.disclosure.factories import EXPENDITURE, INCOME, make_accounts, make_article
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return open_site()[1][0]


def test_balanced_accounts_are_published(place):
    page = make_accounts(place)
    assert page.live
    assert str(page.ledger.income) == "¥50,900.00"
    assert str(page.ledger.expenditure) == "¥29,880.00"
    assert page.ledger.is_balanced


@pytest.mark.parametrize(("closing", "words"), [(3_102_001, "¥0.01 too much"), (3_000_000, "¥1,020.00 too little")])
def test_unbalanced_accounts_are_not_published_and_say_by_how_much(place, in_english, closing, words):
    page = make_accounts(place, closing=closing, published=False)
    with pytest.raises(ValidationError) as error:
        page.get_latest_revision().publish()
    assert words in error.value.message_dict["closing_fen"][0]
    assert not DisclosurePage.objects.get(pk=page.pk).live


def test_unbalanced_draft_is_kept(place):
    page = make_accounts(place, closing=1, published=False)
    assert FinancialDisclosurePage.objects.get(pk=page.pk).closing_fen == 1


def test_published_accounts_keep_their_last_balanced_version(place):
    page = make_accounts(place)
    page.closing_fen = 1
    revision = page.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    assert FinancialDisclosurePage.objects.get(pk=page.pk).closing_fen == 3_102_000


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"display_until": clock.add_days(clock.today(), 14)}, "display_until"),
        ({"display_until": None}, "display_until"),
        ({"display_from": None}, "display_from"),
        ({"publisher": ""}, "publisher"),
        ({"item": None}, "item"),
        ({"year": None}, "year"),
        ({"part": Part.EVENT, "happened_on": None}, "happened_on"),
        ({"body": []}, "body"),
    ],
)
def test_incomplete_article_is_not_published(place, fields, field):
    page = make_article(place, published=False, **fields)
    with pytest.raises(ValidationError) as error:
        page.get_latest_revision().publish()
    assert list(error.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("part", "extra", "day", "expected"),
    [
        (Part.THIRD_QUARTER, {}, dt.date(2026, 10, 15), True),
        (Part.THIRD_QUARTER, {}, dt.date(2026, 10, 16), False),
        (Part.EVENT, {"happened_on": dt.date(2026, 11, 2)}, dt.date(2026, 11, 5), True),
        (Part.EVENT, {"happened_on": dt.date(2026, 11, 2)}, dt.date(2026, 11, 6), False),
        (Part.YEAR, {}, dt.date(2026, 11, 6), None),
    ],
)
def test_is_on_time_compares_first_publication_with_the_due_day(part, extra, day, expected):
    moment = clock.start_of_day(day) + dt.timedelta(hours=23)
    page = AffairsPage(year=2026, part=part, first_published_at=moment, **extra)
    assert page.is_on_time is expected


@pytest.mark.parametrize(
    "values",
    [
        {"side": Side.INCOME, "category": EntryClass.GOVERNMENT, "amount_fen": 0},
        {"side": Side.INCOME, "category": EntryClass.GOVERNMENT, "amount_fen": -1},
        {"side": Side.INCOME, "category": EntryClass.OFFICE, "amount_fen": 1},
        {"side": Side.EXPENDITURE, "category": EntryClass.DONATION, "amount_fen": 1},
    ],
)
def test_ledger_entry_the_database_refuses_what_the_form_would(place, values):
    page = make_accounts(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(page=page, entered_on=clock.today(), summary="错误", **values)


def test_publication_stands_in_the_operation_log(place):
    manager = staff(Role.MANAGER, place)
    page = make_article(place, "R05", user=manager)
    entry = Entry.objects.filter(action="disclosure.publish").latest("pk")
    assert (entry.actor_id, entry.target_id, entry.community_id) == (manager.pk, str(page.pk), place.pk)
    assert entry.data == {"item": "R05", "year": 2026, "part": "q3", "on_time": False}


@pytest.mark.parametrize("model", [AffairsPage, FinancialDisclosurePage])
def test_disclosures_stand_in_their_section_only(model):
    assert [parent.__name__ for parent in model.allowed_parent_page_models()] == ["DisclosureIndexPage"]
    assert model.allowed_subpage_models() == []
    assert not DisclosurePage.is_creatable


def test_totals_by_class_add_up(place):
    page = make_accounts(place, rows=(INCOME, INCOME, EXPENDITURE), closing=1_000_000 + 2 * 5_090_000 - 2_988_000)
    sums = page.ledger.by_class()
    assert sums == {("income", "government"): 10_180_000, ("expenditure", "activities"): 2_988_000}
    assert LedgerEntry.objects.filter(page=page).by_class() == sums
