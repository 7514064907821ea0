"""The legal clock: calendar days, Chinese working days, ends of periods. All in Asia/Shanghai.

Deadlines are data elsewhere (defaults from the law, settings per process); how one is counted stands here and nowhere else.
Civil Code art. 201: the day of the event is not counted. Art. 203: a period whose last day is a statutory holiday ends on the
day after it. Art. 1259: "within" includes the number.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


def now() -> dt.datetime:
    """This moment, in Shanghai."""
    return timezone.now().astimezone(SHANGHAI)


def today() -> dt.date:
    """Today's date in Shanghai."""
    return now().date()


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on `day`: weekdays without statutory holidays, and the Saturdays and Sundays worked in exchange.

    `WORKDAY_OVERRIDES` (date → bool, ISO dates as keys) goes before the calendar: the State Council announces each year's
    exchange days in the autumn before, and until a release knows them a county can enter them there.
    """
    overrides: dict[str, bool] = getattr(settings, "WORKDAY_OVERRIDES", {})
    if day.isoformat() in overrides:
        return overrides[day.isoformat()]
    free, worked = _calendar(day.year)
    if day in worked:
        return True
    return day.weekday() < SATURDAY and day not in free


def is_holiday(day: dt.date) -> bool:
    """Whether `day` is free: a statutory holiday or a weekend that is not worked in exchange."""
    return not is_working_day(day)


def add_days(day: dt.date, days: int) -> dt.date:
    """`days` calendar days after `day` (before it where negative); the day itself is not counted."""
    return day + days * ONE_DAY


def add_working_days(day: dt.date, days: int) -> dt.date:
    """The `days`-th working day after `day`; raises ValueError for fewer than one."""
    if days < 1:
        raise ValueError("a period in working days has at least one day")
    while days:
        day += ONE_DAY
        days -= is_working_day(day)
    return day


def next_working_day(day: dt.date) -> dt.date:
    """`day` itself where it is worked, else the first working day after it (Civil Code art. 203)."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def end_of_period(event: dt.date | dt.datetime, days: int) -> dt.datetime:
    """The last moment of a period of `days` calendar days after `event`, shifted past holidays (art. 201, 203)."""
    first = event.astimezone(SHANGHAI).date() if isinstance(event, dt.datetime) else event
    return end_of_day(next_working_day(add_days(first, days)))


def start_of_day(day: dt.date) -> dt.datetime:
    """Midnight at the beginning of `day` in Shanghai."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=SHANGHAI)


def end_of_day(day: dt.date) -> dt.datetime:
    """The last microsecond of `day` in Shanghai."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=SHANGHAI)


def days_between(earlier: dt.date, later: dt.date) -> int:
    """Calendar days from `earlier` to `later`; negative when it is the other way round."""
    return (later - earlier).days


def age_on(birth: dt.date, day: dt.date) -> int:
    """Completed years of life on `day`; a birthday counts on the day itself, that of 29 February on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def parse_day(text: str) -> dt.date | None:
    """A date written YYYY-MM-DD, None for anything else."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _calendar(year: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Statutory holidays of a year, and the weekend days worked in exchange."""
    china = holidays.country_holidays("CN", years=year)
    worked = frozenset(day for day in china.weekend_workdays if day.year == year)
    return frozenset(china.keys()), worked
