"""Residents by the thousand, announcements, messages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from notices.delivery.enums import OutboxState
from notices.delivery.kinds import MessageKind, kind_of, register
from notices.delivery.models import Announcement, OutboxItem
from portal.accounts.models import Resident, User

MEAL = MessageKind(
    code="tests.meal",
    title=gettext_lazy("Meal booked for %(meal_on)s"),
    text=gettext_lazy("%(service)s, %(meal_on)s"),
)


def meal_kind() -> MessageKind:
    """A kind of message as a room would register it."""
    return MEAL if kind_of(MEAL.code) == MEAL else register(MEAL)


def make_residents(community: Any, number: int, *, accounts: bool = True, **fields: Any) -> list[Resident]:
    """So many residents of a community in two statements; sealed fields stay empty apart from the name."""
    offset = User.objects.count()
    users: list[User | None] = [None] * number
    if accounts:
        users = list(
            User.objects.bulk_create([User(username=f"resident-{offset + n}", password="!") for n in range(number)])
        )
    return Resident.objects.bulk_create(
        [Resident(user=user, community=community, name="张桂兰", **fields) for user in users]
    )


def make_announcement(community: Any, **fields: Any) -> OutboxItem:
    """An announcement waiting in the outbox; returns its work."""
    number = Announcement.objects.count()
    announcement = Announcement.objects.create(
        community=community, digest=f"{number:064d}", **{"title": "停水通知", **fields}
    )
    item: OutboxItem = OutboxItem.objects.create(announcement=announcement, state=OutboxState.PENDING)
    return item
