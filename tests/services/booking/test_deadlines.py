"""When a time can still be booked or cancelled: the rule, and the same rule as a bound for queries."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from services.booking.deadlines import USUAL_RULES, Deadline, chosen_or_usual
from services.booking.enums import UNBOOKABLE_KINDS, ServiceKind

LUNCH = dt.datetime(2026, 11, 26, 11, 30, tzinfo=clock.SHANGHAI)


def moment(day, hour, minute=0):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("deadline", "last"),
    [
        (Deadline(hours=48), moment(24, 11, 30)),
        (Deadline(), LUNCH),
        (Deadline(days=1, time=dt.time(16)), moment(25, 16)),
        (Deadline(days=0, time=dt.time(7, 30)), moment(26, 7, 30)),
        (Deadline(days=0, time=dt.time(20)), LUNCH),
    ],
)
def test_deadline_before_lunch(deadline, last):
    assert deadline.before(LUNCH) == last


def test_every_bookable_kind_has_usual_rules():
    assert set(USUAL_RULES) == set(ServiceKind) - UNBOOKABLE_KINDS


def test_own_deadline_goes_before_the_usual_one():
    usual = Deadline(hours=24)
    assert chosen_or_usual(None, None, None, usual) == usual
    assert chosen_or_usual(0, None, None, usual) == Deadline(hours=0)
    assert chosen_or_usual(None, 2, dt.time(12), usual) == Deadline(days=2, time=dt.time(12))


deadlines = st.one_of(
    st.builds(Deadline, hours=st.integers(0, 80)),
    st.builds(Deadline, days=st.integers(0, 3), time=st.times().map(lambda time: time.replace(microsecond=0))),
)
moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=clock.SHANGHAI)
)


@given(deadline=deadlines, now=moments, ahead=st.integers(1, 200 * 3600))
def test_query_bound_and_rule_agree(deadline, now, ahead):
    starts = now + dt.timedelta(seconds=ahead)
    assert (now <= deadline.before(starts)) == (starts >= deadline.earliest_start(now))
