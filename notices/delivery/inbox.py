"""The inbox as it is read: unread first, then day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from notices.delivery.enums import Level
from notices.delivery.models import Message
from portal.components import Badge, Row, RowList

LEVEL_TONES = {Level.ATTENTION: "warn", Level.URGENT: "bad"}


@dataclass
class MessageGroup:
    """The messages of one day, read or unread."""

    day: dt.date
    unread: bool
    rows: RowList
    starts_part: bool = field(default=False)  # whether the unread, or the read, begin here


def message_groups(messages: Iterable[Message]) -> list[MessageGroup]:
    """Group messages that are already in reading order."""
    groups: list[MessageGroup] = []
    for (read, day), entries in groupby(messages, key=lambda message: (message.read_at is not None, _day(message))):
        starts = not groups or groups[-1].unread == read
        rows = RowList(rows=[_row(message) for message in entries])
        groups.append(MessageGroup(day=day, unread=not read, rows=rows, starts_part=starts))
    return groups


def _day(message: Message) -> dt.date:
    return timezone.localtime(message.created_at).date()


def _row(message: Message) -> Row:
    tone = LEVEL_TONES.get(Level(message.level))
    return Row(
        title=message.title,
        href=reverse("message", args=[message.public_id]),
        text=message.text,
        meta=_sender(message),
        badge=Badge(text=str(Level(message.level).label), tone=tone) if tone else None,
        is_new=message.read_at is None,
    )


def _sender(message: Message) -> str:
    return message.announcement.audience_name if message.announcement else ""
