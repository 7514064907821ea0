"""By when what has to be disclosed, and how each duty stands.

The Organic Law of Urban Residents' Committees (art. 34) says "in time" and "at least fifteen days"; the days below are
the usual municipal practice (finance day: the 15th of the first month of the next quarter) and stand here as data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.disclosure.enums import QUARTERS, DutyState, Part
from governance.disclosure.periods import Period, ended_quarters
from portal import clock

if TYPE_CHECKING:
    from governance.disclosure.models import DisclosureItem
    from portal.communities.models import Community

DUE_DAY = 15  # of the month after the quarter
EVENT_WORKING_DAYS = 3
DISPLAY_DAYS = 15
SOON_DAYS = 7
TONES = {
    DutyState.ON_TIME: "good",
    DutyState.LATE: "warn",
    DutyState.OVERDUE: "bad",
    DutyState.DUE: "active",
    DutyState.UPCOMING: "neutral",
}
WATCHED_QUARTERS = 4


def due_on(period: Period, *, happened_on: dt.date | None = None) -> dt.date | None:
    """The last day for a disclosure about `period`; None where practice sets no day (half-years, years)."""
    if period.part == Part.EVENT:
        return clock.add_working_days(happened_on, EVENT_WORKING_DAYS) if happened_on else None
    if period.part not in QUARTERS:
        return None
    return clock.add_days(period.last_day, DUE_DAY)


def last_day_of_display(first_day: dt.date) -> dt.date:
    """The earliest day on which a disclosure may be taken down."""
    return clock.add_days(first_day, DISPLAY_DAYS)


def state_of(*, due: dt.date, published: dt.date | None, today: dt.date) -> DutyState:
    """Upcoming until a week before the day, due in that week and on the day itself, overdue afterwards."""
    if published is not None:
        return DutyState.ON_TIME if published <= due else DutyState.LATE
    if today > due:
        return DutyState.OVERDUE
    return DutyState.DUE if today >= clock.add_days(due, -SOON_DAYS) else DutyState.UPCOMING


@dataclass(frozen=True)
class Duty:
    """One community has to disclose one item for one quarter."""

    community: Community
    item: DisclosureItem
    period: Period
    due_on: dt.date
    published_on: dt.date | None
    state: DutyState

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.published_on is None

    @property
    def tone(self) -> str:
        """How its badge looks."""
        return TONES[self.state]


# When an item was first published for a period: by path of the community's home, item, period.
Published = Mapping[tuple[str, int, Period], dt.date]


def duties(
    *,
    communities: Sequence[Community],
    items: Iterable[DisclosureItem],
    published: Published,
    today: dt.date,
    quarters: int = WATCHED_QUARTERS,
) -> list[Duty]:
    """Every duty of the last quarters, newest first. A disclosure published twice counts by its first publication.

    `communities` come with their `root_page`; `items` are the watched ones.
    """
    items = list(items)
    return [
        _duty(community, item, period, published.get((_root(community), item.pk, period)), today)
        for period in ended_quarters(today, quarters)
        for community in communities
        for item in items
    ]


def _duty(
    community: Community, item: DisclosureItem, period: Period, published: dt.date | None, today: dt.date
) -> Duty:
    due = clock.add_days(period.last_day, DUE_DAY)
    return Duty(community, item, period, due, published, state_of(due=due, published=published, today=today))


def _root(community: Community) -> str:
    return community.root_page.path if community.root_page else ""
