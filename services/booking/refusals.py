"""Why a booking is refused: one exception per reason, with a code for programs and a sentence for people."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from services.booking.models import Slot


class Refusal(Exception):
    """Base of all refusals; nothing was changed."""

    code = "refused"
    message: StrOrPromise = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """Nobody gave this account the authority to book for this person, or it has ended."""

    code = "not_allowed"
    message = _("You may not book for this person. Ask them to give you an authority, or come to the community office.")


class NotOpen(Refusal):
    """The time or the service is closed."""

    code = "not_open"
    message = _("This time can't be booked any more. Please choose another one.")


class OtherCommunity(Refusal):
    """The service is for residents of another community."""

    code = "other_community"
    message = _("This service is for the residents of its own community.")


class AgeUnknown(Refusal):
    """The service has an age limit and the date of birth is not on record."""

    code = "age_unknown"
    message = _("We don't have the date of birth yet. The community office adds it; bring the identity card.")


class TooYoung(Refusal):
    """Younger than the service's age limit on the day of the service."""

    code = "too_young"

    def __init__(self, min_age: int) -> None:
        super().__init__(min_age)
        self.message = _("This service is for people aged %(age)s and over.") % {"age": min_age}


class TooLate(Refusal):
    """The deadline for booking, moving or cancelling has passed."""

    code = "too_late"

    def __init__(self, deadline: dt.datetime) -> None:
        super().__init__(deadline)
        self.deadline = deadline
        self.message = _("It is too late for this. Please call the community office.")


class AlreadyBooked(Refusal):
    """The person already has this very time."""

    code = "already_booked"
    message = _("This person already has a booking for this time.")


class Overlaps(Refusal):
    """The person has another booking at that time."""

    code = "overlaps"
    message = _("This person has another booking at that time. Choose another time, or cancel the other booking first.")


class KeyReused(Refusal):
    """The same key came with another time or person: two different wishes can't share one."""

    code = "key_reused"
    message = _("This form was already used for another booking. Please start again.")


class StatusChanged(Refusal):
    """Somebody else was first, or the state doesn't allow this step."""

    code = "status_changed"
    message = _("This booking has changed in the meantime. Please look at it again.")


class NotYet(Refusal):
    """The time has not begun."""

    code = "not_yet"
    message = _("This is possible once the booked time has begun.")


class WelfareCheckMissing(Refusal):
    """Nobody has looked after the person who did not come."""

    code = "welfare_check_missing"
    message = _("First record how the person was found: whoever doesn't come may need help.")


class SlotFull(Refusal):
    """The last seat went to somebody else."""

    code = "slot_full"
    message = _("Someone else has just taken the last place at this time.")

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot.pk)
        self.slot = slot

    @cached_property
    def alternatives(self) -> list[Slot]:
        """The three nearest free times of the same service; asked for when somebody wants to show them."""
        from services.booking.query import nearest_free_slots

        return nearest_free_slots(self.slot, timezone.now())
