"""Due dates and the state of a duty."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.disclosure.deadlines import due_on, duties, last_day_of_display, state_of
from governance.disclosure.enums import DutyState, Part
from governance.disclosure.models import DisclosureItem
from governance.disclosure.periods import Period, ended_quarters, quarter_of
from governance.disclosure.query import published_in
from portal.communities.models import Community
from tests.governance.disclosure.factories import make_accounts, make_article, publish_on
from tests.portal.communities.factories import open_site


@pytest.mark.parametrize(
    ("part", "due"),
    [
        (Part.FIRST_QUARTER, dt.date(2026, 4, 15)),
        (Part.SECOND_QUARTER, dt.date(2026, 7, 15)),
        (Part.THIRD_QUARTER, dt.date(2026, 10, 15)),
        (Part.FOURTH_QUARTER, dt.date(2027, 1, 15)),
        (Part.YEAR, None),
        (Part.FIRST_HALF, None),
    ],
)
def test_due_on_is_the_15th_after_the_quarter(part, due):
    assert due_on(Period(2026, part)) == due


def test_due_on_event_is_three_working_days_later():
    # 2026-09-30 is a Wednesday; National Day is free until 7 October.
    assert due_on(Period(2026, Part.EVENT), happened_on=dt.date(2026, 9, 30)) == dt.date(2026, 10, 10)
    assert due_on(Period(2026, Part.EVENT)) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (dt.date(2026, 10, 1), DutyState.UPCOMING),
        (dt.date(2026, 10, 7), DutyState.UPCOMING),
        (dt.date(2026, 10, 8), DutyState.DUE),
        (dt.date(2026, 10, 15), DutyState.DUE),
        (dt.date(2026, 10, 16), DutyState.OVERDUE),
    ],
)
def test_state_of_unpublished_follows_the_calendar(today, state):
    assert state_of(due=dt.date(2026, 10, 15), published=None, today=today) == state


@pytest.mark.parametrize(
    ("published", "state"), [(dt.date(2026, 10, 15), DutyState.ON_TIME), (dt.date(2026, 10, 16), DutyState.LATE)]
)
def test_state_of_published_compares_with_the_due_day(published, state):
    assert state_of(due=dt.date(2026, 10, 15), published=published, today=dt.date(2026, 12, 1)) == state


def test_periods_go_back_across_the_year():
    assert ended_quarters(dt.date(2026, 2, 1), 2) == [
        Period(2025, Part.FOURTH_QUARTER),
        Period(2025, Part.THIRD_QUARTER),
    ]
    assert quarter_of(dt.date(2026, 12, 31)).last_day == dt.date(2026, 12, 31)
    assert Period(2026, Part.FIRST_HALF).previous() == Period(2025, Part.SECOND_HALF)
    assert Period(2026, Part.YEAR).previous() == Period(2025, Part.YEAR)
    assert Period(2026, Part.EVENT).previous() is None


def test_display_lasts_fifteen_days():
    assert last_day_of_display(dt.date(2026, 10, 1)) == dt.date(2026, 10, 16)


@pytest.mark.django_db
def test_duties_know_overdue_on_time_late_and_other_communities(django_assert_num_queries):
    _county, (first, second) = open_site()
    publish_on(make_accounts(first), dt.date(2026, 10, 14))
    publish_on(make_article(first, "R05"), dt.date(2026, 10, 20))
    items = list(DisclosureItem.objects.filter(code__in=["F02", "R05", "R16"]))
    communities = list(Community.objects.select_related("root_page"))
    today = dt.date(2026, 11, 24)
    with django_assert_num_queries(1):
        published = published_in(ended_quarters(today, 1), items)
        found = duties(communities=communities, items=items, published=published, today=today, quarters=1)
    states = {(duty.community.key, duty.item.code): duty.state for duty in found}
    assert states == {
        (first.key, "F02"): DutyState.ON_TIME,
        (first.key, "R05"): DutyState.LATE,
        (first.key, "R16"): DutyState.OVERDUE,
        (second.key, "F02"): DutyState.OVERDUE,
        (second.key, "R05"): DutyState.OVERDUE,
        (second.key, "R16"): DutyState.OVERDUE,
    }


@pytest.mark.django_db
def test_duties_count_an_unpublished_page_as_open():
    _county, (first, _second) = open_site()
    page = publish_on(make_accounts(first), dt.date(2026, 10, 14))
    page.unpublish()
    items = DisclosureItem.objects.filter(code="F02")
    today = dt.date(2026, 10, 15)
    published = published_in(ended_quarters(today, 1), items)
    (duty,) = duties(communities=[first], items=items, published=published, today=today, quarters=1)
    assert duty.state == DutyState.DUE
    assert duty.is_open
