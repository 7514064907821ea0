"""Dates and times in the words people use, in Beijing time, in the language of the page."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

DAY = {"zh": "Y年n月j日（l）", "en": "D j F Y"}
NOON = 12


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


def day(value: dt.date | dt.datetime) -> str:
    """2026年10月12日（星期一）, Mon 12 October 2026."""
    return date_format(_local(value), DAY["zh" if (translation.get_language() or "").startswith("zh") else "en"])


def short_day(value: dt.date | dt.datetime) -> str:
    """2026-10-12."""
    return date_format(_local(value), "Y-m-d")


def clock_time(value: dt.datetime | dt.time) -> str:
    """上午9:30, 9:30 am. Noon is said as noon: 下午12:30 is read as midnight by some."""
    local = _local(value) if isinstance(value, dt.datetime) else value
    hours = f"{local.hour % NOON or NOON}:{local.minute:02d}"  # type: ignore[union-attr]
    if local.hour == NOON:  # type: ignore[union-attr]
        return _("%(time)s pm (noon)") % {"time": hours}
    if local.hour < NOON:  # type: ignore[union-attr]
        return _("%(time)s am") % {"time": hours}
    return _("%(time)s pm") % {"time": hours}


def moment(value: dt.datetime) -> str:
    """2026年10月12日（星期一） 上午9:30, Mon 12 October 2026, 9:30 am."""
    return _("%(day)s, %(time)s") % {"day": day(value), "time": clock_time(value)}


def machine(value: dt.date | dt.datetime) -> str:
    """For the datetime attribute: ISO, minutes, local offset."""
    local = _local(value)
    return local.isoformat(timespec="minutes") if isinstance(local, dt.datetime) else local.isoformat()
