"""Urgency of what residents are told, and the states of the work of telling them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Urgency in words. Never the red, orange, yellow and blue of the statutory disaster warnings (Emergency Response
    Law arts. 63–64): those are issued by governments, the portal only relays them.
    """

    INFO = "info", _("Information")
    ATTENTION = "attention", _("Please note")
    URGENT = "urgent", _("Urgent")


class Announcing(TextChoices):
    """When a page is announced to residents."""

    NEVER = "never", _("Don't announce")
    FIRST = "first", _("Announce when first published")
    CHANGES = "changes", _("Announce again whenever the text has changed")


class Channel(TextChoices):
    """The ways to a resident."""

    INBOX = "inbox", _("Messages on this site")


class OutboxState(TextChoices):
    """A piece of delivery work. Whoever works on a pending item holds its lease; a lease that ran out is free again."""

    PENDING = "pending", _("In delivery")
    DONE = "done", _("Delivered")
    DEAD = "dead", _("Delivery failed")


TRANSITIONS: dict[OutboxState, frozenset[OutboxState]] = {
    OutboxState.PENDING: frozenset({OutboxState.DONE, OutboxState.DEAD}),
    OutboxState.DONE: frozenset(),
    OutboxState.DEAD: frozenset({OutboxState.PENDING}),
}
