"""Days and times of an offering as people choose them: seven days at a time, the first free day opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock
from portal.components import Day, DayStrip, SlotGroup, SlotList
from portal.components import Slot as SlotButton
from services.booking.actions.schedule import DAYS_AHEAD
from services.booking.models import Offering, Slot

WEEK = 7
NOON = 12


@dataclass(frozen=True)
class Availability:
    """What a page shows of an offering's times."""

    strip: DayStrip | None
    day: dt.date | None
    times: SlotList | None
    any_free: bool


def availability(
    offering: Offering,
    asked: str,
    *,
    button: Callable[[Slot], SlotButton],
    now: dt.datetime,
    address: str = "",
    without: Slot | None = None,
) -> Availability:
    """Two queries: the days of the next two weeks, and the times of one of them.

    `asked` is the day somebody tapped (ISO); anything else opens the first day with a free time. Only days on which the
    service is given are shown; a full one stays visible.
    """
    slots = Slot.objects.bookable(offering, now)
    if without is not None:
        slots = slots.exclude(pk=without.pk)
    free = {row["day"]: row["free"] for row in slots.per_day()}
    if not free:
        return Availability(None, None, None, any_free=False)
    day = _chosen(asked, free)
    times = SlotList(groups=_groups(list(slots.filter(starts__date=day).order_by("starts")), button))
    return Availability(_strip(free, day, timezone.localdate(now), address), day, times, any_free=any(free.values()))


def _chosen(asked: str, free: dict[dt.date, int]) -> dt.date:
    day = clock.parse_day(asked)
    if day is not None and day in free:
        return day
    return next((each for each, count in free.items() if count), next(iter(free)))


def _strip(free: dict[dt.date, int], day: dt.date, today: dt.date, address: str) -> DayStrip:
    """The week (counted from today) in which the chosen day lies."""
    week = clock.days_between(today, day) // WEEK
    shown = [each for each in free if clock.days_between(today, each) // WEEK == week]
    before = [each for each in free if each < shown[0]]
    after = [each for each in free if each > shown[-1] and clock.days_between(today, each) <= 2 * DAYS_AHEAD]
    return DayStrip(
        days=[Day(each, f"{address}?day={each.isoformat()}#times", free[each], current=each == day) for each in shown],
        earlier_href=f"{address}?day={before[-1].isoformat()}#times" if before else "",
        later_href=f"{address}?day={after[0].isoformat()}#times" if after else "",
    )


def _groups(slots: list[Slot], button: Callable[[Slot], SlotButton]) -> list[SlotGroup]:
    morning = [button(slot) for slot in slots if timezone.localtime(slot.starts).hour < NOON]
    afternoon = [button(slot) for slot in slots if timezone.localtime(slot.starts).hour >= NOON]
    groups = [(_("Morning"), morning), (_("Afternoon"), afternoon)]
    return [SlotGroup(title=title, slots=buttons) for title, buttons in groups if buttons]


def seats_left(slot: Slot) -> str:
    """3 places left."""
    return ngettext("%(count)s place left", "%(count)s places left", slot.free) % {"count": slot.free}
