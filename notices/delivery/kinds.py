"""The kinds of message a resident can get, registered by the rooms in their `messages.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class MessageKind:
    """One kind of message: its text in the reader's language, filled from the message's data.

    `title` and `text` are lazy msgids with `%(name)s` places. Names ending in `_on` and `_at` hold a date or a time
    and are written out in the reader's language. A title never holds personal data: it may be read over a shoulder.
    `icon` is the name of one of the site's icons.
    """

    code: str
    title: StrOrPromise
    text: StrOrPromise = ""
    icon: str = "inbox"

    def render_title(self, data: Mapping[str, Any]) -> str:
        """The title in the active language."""
        return str(self.title) % _readable(data)

    def render_text(self, data: Mapping[str, Any]) -> str:
        """The text in the active language."""
        return str(self.text) % _readable(data)


ANNOUNCEMENT = MessageKind(code="announcement", title="%(title)s", icon="bell")
UNKNOWN = MessageKind(code="", title=_("A message for you"))

_kinds: dict[str, MessageKind] = {}


def register(kind: MessageKind) -> MessageKind:
    """Make a kind known under its code, `<room>.<event>`; the same code twice is an error of the program."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"message kind {kind.code} is registered twice")
    return kind


def kind_of(code: str) -> MessageKind:
    """The kind of this code; one that says no more than "a message" for a code no longer in use."""
    return _kinds.get(code, UNKNOWN)


def storable(data: Mapping[str, Any]) -> dict[str, str | int]:
    """`data` as it is kept: dates and times in ISO form, lazy texts as they are now."""
    return {
        name: value if isinstance(value, int) else value.isoformat() if isinstance(value, dt.date) else str(value)
        for name, value in data.items()
    }


def _readable(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _written_out(name, value) for name, value in data.items()}


def _written_out(name: str, value: Any) -> Any:
    if name.endswith("_on") and (day := parse_date(str(value))):
        return date_format(day, "DATE_FORMAT")
    if name.endswith("_at") and (moment := parse_datetime(str(value))):
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return value


register(ANNOUNCEMENT)
