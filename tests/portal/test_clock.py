"""The legal clock, against the State Council's calendar of 2026 and the Civil Code."""

from __future__ import annotations

import datetime as dt

import pytest

from portal import clock

D = dt.date


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (D(2026, 1, 1), False),
        (D(2026, 2, 17), False),  # Spring Festival
        (D(2026, 2, 14), True),  # Saturday worked in exchange for it
        (D(2026, 10, 1), False),
        (D(2026, 10, 10), True),  # Saturday after the National Day week
        (D(2026, 11, 24), True),
        (D(2026, 11, 28), False),
    ],
)
def test_is_working_day_follows_the_state_councils_calendar(day, works):
    assert clock.is_working_day(day) is works
    assert clock.is_holiday(day) is not works


# General Office of the State Council, holidays of 2026: first day and number of days, and the weekend days worked.
HOLIDAYS_2026 = {
    D(2026, 1, 1): 3,
    D(2026, 2, 15): 9,
    D(2026, 4, 4): 3,
    D(2026, 5, 1): 5,
    D(2026, 6, 19): 3,
    D(2026, 9, 25): 3,
    D(2026, 10, 1): 7,
}
WORKED_2026 = {D(2026, 1, 4), D(2026, 2, 14), D(2026, 2, 28), D(2026, 5, 9), D(2026, 9, 20), D(2026, 10, 10)}


def test_whole_year_2026_agrees_with_the_notice_day_by_day():
    free = {clock.add_days(first, n) for first, length in HOLIDAYS_2026.items() for n in range(length)}
    year = [clock.add_days(D(2026, 1, 1), n) for n in range(365)]
    expected = {day for day in year if day in WORKED_2026 or (day.weekday() < 5 and day not in free)}
    assert {day for day in year if clock.is_working_day(day)} == expected
    assert len(expected) == 248


def test_override_goes_before_the_calendar(settings):
    settings.WORKDAY_OVERRIDES = {"2026-11-24": False, "2026-11-28": True}
    assert not clock.is_working_day(D(2026, 11, 24))
    assert clock.is_working_day(D(2026, 11, 28))


def test_add_working_days_skips_weekend_and_takes_the_exchange_day():
    assert clock.add_working_days(D(2026, 11, 27), 1) == D(2026, 11, 30)
    assert clock.add_working_days(D(2026, 10, 9), 1) == D(2026, 10, 10)
    with pytest.raises(ValueError, match="at least one"):
        clock.add_working_days(D(2026, 1, 1), 0)


def test_end_of_period_does_not_count_the_day_of_the_event_and_ends_after_a_holiday():
    assert clock.end_of_period(D(2026, 11, 18), 5).date() == D(2026, 11, 23)
    assert clock.end_of_period(D(2026, 11, 23), 5).date() == D(2026, 11, 30), "28 November is a Saturday"
    assert clock.end_of_period(D(2026, 9, 27), 5).date() == D(2026, 10, 8), "2 October lies in the National Day week"


def test_end_of_period_takes_the_date_of_a_moment_in_shanghai():
    late_in_utc = dt.datetime(2026, 11, 17, 17, 0, tzinfo=dt.UTC)  # 01:00 on the 18th in Shanghai
    assert clock.end_of_period(late_in_utc, 5) == clock.end_of_day(D(2026, 11, 23))


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (D(2008, 11, 24), D(2026, 11, 24), 18),
        (D(2008, 11, 25), D(2026, 11, 24), 17),
        (D(2008, 2, 29), D(2026, 2, 28), 17),
        (D(2008, 2, 29), D(2026, 3, 1), 18),
    ],
)
def test_age_on_counts_the_birthday_itself(birth, day, age):
    assert clock.age_on(birth, day) == age


def test_parse_day_gives_none_for_what_is_no_date():
    assert clock.parse_day("1944-06-09") == D(1944, 6, 9)
    assert clock.parse_day("1944-02-31") is None
    assert clock.parse_day("gestern") is None
