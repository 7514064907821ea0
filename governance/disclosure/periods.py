"""Periods of disclosure: quarters, half-years, years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.disclosure.enums import QUARTERS, Part

# First and last month of every part of a year.
MONTHS: dict[Part, tuple[int, int]] = {
    Part.FIRST_QUARTER: (1, 3),
    Part.SECOND_QUARTER: (4, 6),
    Part.THIRD_QUARTER: (7, 9),
    Part.FOURTH_QUARTER: (10, 12),
    Part.FIRST_HALF: (1, 6),
    Part.SECOND_HALF: (7, 12),
    Part.YEAR: (1, 12),
}


@dataclass(frozen=True, order=True)
class Period:
    """A part of a year; `Part.EVENT` stands for a single event without a span of time."""

    year: int
    part: Part

    def __str__(self) -> str:
        if self.part == Part.EVENT:
            return str(self.year)
        return _("%(part)s %(year)s") % {"year": self.year, "part": Part(self.part).label}

    @property
    def has_span(self) -> bool:
        """Whether it begins and ends."""
        return self.part != Part.EVENT

    @property
    def first_day(self) -> dt.date:
        """Its first day. Raises KeyError for a single event."""
        return dt.date(self.year, MONTHS[Part(self.part)][0], 1)

    @property
    def last_day(self) -> dt.date:
        """Its last day. Raises KeyError for a single event."""
        month = MONTHS[Part(self.part)][1]
        following = dt.date(self.year + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)

    def previous(self) -> Period | None:
        """The period of the same length before this one; None for a single event."""
        if not self.has_span:
            return None
        if self.part == Part.YEAR:
            return Period(self.year - 1, Part.YEAR)
        if self.part in (Part.FIRST_HALF, Part.SECOND_HALF):
            earlier = Part.FIRST_HALF if self.part == Part.SECOND_HALF else Part.SECOND_HALF
            return Period(self.year - (self.part == Part.FIRST_HALF), earlier)
        place = QUARTERS.index(Part(self.part))
        return Period(self.year - (place == 0), QUARTERS[place - 1])


def quarter_of(day: dt.date) -> Period:
    """The quarter a day lies in."""
    return Period(day.year, QUARTERS[(day.month - 1) // 3])


def ended_quarters(today: dt.date, count: int) -> list[Period]:
    """The last `count` quarters that have ended before `today`, newest first."""
    found: list[Period] = []
    period = quarter_of(today)
    while len(found) < count:
        period = period.previous()  # type: ignore[assignment]  # a quarter has a quarter before it
        found.append(period)
    return found
