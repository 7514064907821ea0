"""Components of processes: time line, steps of a form, booking days and slots, receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from portal.components.base import Part, Words
from portal.components.text import Fact


@dataclass(frozen=True)
class Step:
    """A stage: `done`, `current` or `upcoming`, said in words as well."""

    title: Words
    date: dt.date | dt.datetime | None = None
    text: Words = ""
    state: str = "upcoming"


@dataclass(frozen=True)
class Timeline(Part):
    """The course of a process from top to bottom."""

    steps: Sequence[Step]
    title: Words = ""

    template_name = "components/timeline.html"


@dataclass(frozen=True)
class StepHeader(Part):
    """Step 2 of 4, above the title of a form page."""

    number: int
    total: int
    title: Words = ""

    template_name = "components/step_header.html"


@dataclass(frozen=True)
class Day:
    """A day that can be chosen; a full one stays visible."""

    date: dt.date
    href: str
    free: int
    current: bool = False


@dataclass(frozen=True)
class DayStrip(Part):
    """Seven days with what is free on them."""

    days: Sequence[Day]
    earlier_href: str = ""
    later_href: str = ""

    template_name = "components/day_strip.html"


@dataclass(frozen=True)
class Slot:
    """A time. With `value` a submit button of the form around it, with `href` a link."""

    time: Words | dt.time | dt.datetime
    value: str = ""
    href: str = ""
    note: Words = ""
    full: bool = False


@dataclass(frozen=True)
class SlotGroup:
    """Morning or afternoon."""

    title: Words
    slots: Sequence[Slot]


@dataclass(frozen=True)
class SlotList(Part):
    """Times as big buttons, grouped."""

    groups: Sequence[SlotGroup]
    name: str = "slot"

    template_name = "components/slot_list.html"


@dataclass(frozen=True)
class Receipt(Part):
    """The confirmation: number, what was confirmed, what happens next."""

    title: Words
    number: str
    text: Words = ""
    facts: Sequence[Fact] = ()
    next_steps: Sequence[Words] = ()
    qr: SafeString | str = ""
    level: int = 1

    template_name = "components/receipt.html"
