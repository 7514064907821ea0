"""Until when a time may be booked and cancelled: "48 hours before" or "16:00 on the day before"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal import clock
from services.booking.enums import ServiceKind


@dataclass(frozen=True)
class Deadline:
    """Either `hours` before the start, or `time` o'clock `days` days before the day of the start (0: that day)."""

    hours: int = 0
    days: int = 0
    time: dt.time | None = None

    def before(self, starts: dt.datetime) -> dt.datetime:
        """The last moment for something that starts at `starts`."""
        if self.time is None:
            return starts - dt.timedelta(hours=self.hours)
        return min(at(clock.add_days(_day(starts), -self.days), self.time), starts)

    def earliest_start(self, now: dt.datetime) -> dt.datetime:
        """The first start whose deadline has not passed: the same rule, as a bound for queries."""
        if self.time is None:
            return now + dt.timedelta(hours=self.hours)
        passed = now > at(_day(now), self.time)
        return max(clock.start_of_day(clock.add_days(_day(now), self.days + passed)), now)


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """A time of day on a date, in Shanghai."""
    return dt.datetime.combine(day, time, tzinfo=clock.SHANGHAI)


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.SHANGHAI).date()


@dataclass(frozen=True)
class KindRules:
    """The usual deadlines of a kind of service."""

    book_by: Deadline
    cancel_by: Deadline


USUAL_RULES: dict[ServiceKind, KindRules] = {
    # The kitchen shops on the evening before and cooks from half past seven.
    ServiceKind.MEALS: KindRules(Deadline(days=1, time=dt.time(16)), Deadline(days=0, time=dt.time(7, 30))),
    ServiceKind.BATHING: KindRules(Deadline(hours=48), Deadline(hours=24)),
    ServiceKind.CLEANING: KindRules(Deadline(hours=24), Deadline(hours=12)),
    ServiceKind.MEDICAL: KindRules(Deadline(hours=24), Deadline(hours=12)),
    ServiceKind.MOBILITY: KindRules(Deadline(hours=24), Deadline(hours=4)),
    ServiceKind.LEISURE: KindRules(Deadline(), Deadline(hours=2)),
    ServiceKind.HOME_HELP: KindRules(Deadline(hours=24), Deadline(hours=12)),
    ServiceKind.REPAIR: KindRules(Deadline(hours=24), Deadline(hours=12)),
}


def chosen_or_usual(hours: int | None, days: int | None, time: dt.time | None, usual: Deadline) -> Deadline:
    """The offering's own deadline where one is set, otherwise the usual one of its kind."""
    if time is not None:
        return Deadline(days=days or 0, time=time)
    return Deadline(hours=hours) if hours is not None else usual
