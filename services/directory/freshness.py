"""When an entry counts as checked: a wrong address sends somebody across town for nothing."""

from __future__ import annotations

import datetime as dt

from portal import clock
from services.directory.enums import CheckState

# The evidence of indicators 9 and 10 counts entries verified within half a year.
VALID_DAYS = 180


def oldest_fresh_day(day: dt.date) -> dt.date:
    """The earliest day of a check that still counts on `day`."""
    return clock.add_days(day, -VALID_DAYS)


def check_state(checked_on: dt.date | None, day: dt.date) -> CheckState:
    """How a check stands on `day`."""
    if checked_on is None:
        return CheckState.NEVER
    return CheckState.FRESH if checked_on >= oldest_fresh_day(day) else CheckState.STALE
