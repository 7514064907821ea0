"""Facts for the indicators."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.disclosure.enums import Part
from governance.disclosure.evidence import finance_disclosed, last_due_quarter, party_disclosed, residents_disclosed
from governance.disclosure.periods import Period
from tests.governance.disclosure.factories import make_accounts, make_article, publish_on
from tests.portal.communities.factories import open_site


@pytest.mark.parametrize(
    ("until", "part"),
    [
        (dt.date(2026, 11, 24), Part.THIRD_QUARTER),
        (dt.date(2026, 10, 15), Part.THIRD_QUARTER),
        (dt.date(2026, 10, 14), Part.SECOND_QUARTER),
    ],
)
def test_last_due_quarter_waits_for_the_due_day(until, part):
    assert last_due_quarter(until) == Period(2026, part)


@pytest.mark.django_db
def test_disclosed_counts_own_live_pages_since_the_quarter():
    _county, (first, second) = open_site()
    until = dt.date(2026, 11, 24)
    publish_on(make_accounts(first), dt.date(2026, 10, 9))
    publish_on(make_article(first, "R05"), dt.date(2026, 7, 9))
    make_article(first, "P04", published=False)
    found = [fact(first, until) for fact in (party_disclosed, residents_disclosed, finance_disclosed)]
    assert [(one.value, one.holds) for one in found] == [(0, False), (0, False), (1, True)]
    assert finance_disclosed(second, until).value == 0
