"""The rules propose by the law's numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.elections.eligibility import Facts, list_day, propose
from governance.elections.enums import Category, ListDay, Reason
from governance.elections.profiles import URBAN

DAY = dt.date(2027, 1, 10)
APPLIED = dt.date(2026, 12, 1)


def facts(category=Category.HUKOU, birth=dt.date(1960, 1, 1), since=None):
    return Facts(category, birth, since, APPLIED)


@pytest.mark.parametrize(
    ("birth", "doubts"),
    [(dt.date(2009, 1, 10), ()), (dt.date(2009, 1, 11), (Reason.TOO_YOUNG,)), (None, (Reason.TOO_YOUNG,))],
)
def test_propose_counts_the_eighteenth_birthday_on_election_day(birth, doubts):
    assert propose(facts(birth=birth), election_day=DAY, profile=URBAN).doubts == doubts


@pytest.mark.parametrize(("days", "doubts"), [(183, ()), (182, (Reason.NOT_HERE,))])
def test_propose_counts_residence_back_from_the_application(days, doubts):
    since = APPLIED - dt.timedelta(days=days)
    assert propose(facts(Category.HABITUAL, since=since), election_day=DAY, profile=URBAN).doubts == doubts


def test_propose_leaves_community_workers_to_the_committee():
    assert propose(facts(Category.WORKER), election_day=DAY, profile=URBAN).doubts == (Reason.PROOF_MISSING,)


@pytest.mark.parametrize(
    ("ahead", "standing"),
    [(19, ListDay.TOO_LATE), (20, ListDay.LAST_DAY), (21, ListDay.IN_TIME), (22, ListDay.IN_TIME)],
)
def test_list_day_stands_to_the_laws_twenty_days(ahead, standing):
    assert list_day(DAY - dt.timedelta(days=ahead), DAY, URBAN) is standing
