"""What became of a booking, kept by staff: served, looked after, did not come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.actions import note_reveal
from portal.accounts.enums import RevealReason
from portal.audit.actions import record
from services.booking.actions.bookings import move_status
from services.booking.enums import BookingStatus, WelfareOutcome
from services.booking.models import Booking
from services.booking.permissions import can_handle_booking
from services.booking.refusals import NotYet, StatusChanged, WelfareCheckMissing


@dataclass(frozen=True)
class Contact:
    """A person's open name, phone and note, for the one who gave a reason."""

    name: str
    phone: str
    note: str


@transaction.atomic
def complete_booking(*, booking: Booking, actor: Any) -> Booking:
    """Note that the service was given."""
    _check(booking, actor)
    move_status(booking, BookingStatus.COMPLETED)
    _record(actor, "booking.complete", booking)
    return booking


@transaction.atomic
def record_welfare_check(*, booking: Booking, actor: Any, outcome: WelfareOutcome) -> Booking:
    """Note how somebody was found who did not come: called, knocked, visited, alarm raised."""
    _check(booking, actor)
    found = {"welfare_outcome": outcome, "welfare_checked_at": timezone.now(), "welfare_checked_by": actor}
    if not Booking.objects.filter(pk=booking.pk, status=BookingStatus.CONFIRMED).update(**found):
        raise StatusChanged
    for name, value in found.items():
        setattr(booking, name, value)
    _record(actor, "booking.welfare_check", booking, outcome=str(outcome))
    return booking


@transaction.atomic
def mark_no_show(*, booking: Booking, actor: Any) -> Booking:
    """Note that the person did not come, once somebody has looked after her."""
    _check(booking, actor)
    if booking.welfare_checked_at is None:
        raise WelfareCheckMissing
    move_status(booking, BookingStatus.NO_SHOW)
    _record(actor, "booking.no_show", booking)
    return booking


def reveal_contact(*, booking: Booking, actor: Any, reason: RevealReason) -> Contact:
    """Open name, phone and note to staff of the community; who looked, and why, stands in the operation log.

    Raises TooManyReveals for somebody who opens the data of very many people.
    """
    if not can_handle_booking(actor, booking):
        raise PermissionDenied
    person = booking.beneficiary
    note_reveal(resident=person, source=booking, fields=["name", "phone", "note"], reason=reason, actor=actor)
    return Contact(name=person.name.reveal(), phone=person.phone.reveal(), note=booking.note.reveal())


def _check(booking: Booking, actor: Any) -> None:
    if not can_handle_booking(actor, booking):
        raise PermissionDenied
    if timezone.now() < booking.slot.starts:
        raise NotYet


def _record(actor: Any, action: str, booking: Booking, **data: Any) -> None:
    record(actor=actor, action=action, target=booking, community=booking.slot.offering.community, data=data)
