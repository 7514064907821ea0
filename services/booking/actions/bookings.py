"""Booking, moving and cancelling a time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from notices.delivery.actions import send_message
from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from portal.accounts.permissions import can_act_for, resident_of
from portal.audit.actions import record
from portal.early_cache import renew_public_pages
from services.booking import messages, seats
from services.booking.enums import TRANSITIONS, BookingStatus
from services.booking.models import Booking, Slot
from services.booking.models.booking import number_of
from services.booking.permissions import can_cancel_booking, can_handle_booking
from services.booking.refusals import AlreadyBooked, KeyReused, NotAllowed, Refusal, SlotFull, StatusChanged, TooLate
from services.booking.rules import check_booking, check_overlap, check_wish

if TYPE_CHECKING:
    from notices.delivery.kinds import MessageKind


def book_slot(*, booked_by: Any, beneficiary: Resident, slot: Slot, key: uuid.UUID, note: str = "") -> Booking:
    """Book `slot` for `beneficiary`. The same key of the same account again gives the same booking.

    Raises one of `services.booking.refusals`, with nothing changed. Two hundred people asking for ten seats at once
    make ten bookings and 190 `SlotFull`.
    """
    try:
        return _book(booked_by=booked_by, beneficiary=beneficiary, slot=slot, key=key, note=note)
    except NotAllowed:
        raise
    except (Refusal, IntegrityError) as obstacle:
        earlier = Booking.objects.with_service().filter(booked_by=booked_by, key=key).first()
        if earlier is not None and (earlier.slot_id, earlier.beneficiary_id) == (slot.pk, beneficiary.pk):
            return earlier
        if earlier is not None:
            raise KeyReused from None
        if isinstance(obstacle, Refusal):
            raise
        raise AlreadyBooked from None


@transaction.atomic
def _book(*, booked_by: Any, beneficiary: Resident, slot: Slot, key: uuid.UUID, note: str) -> Booking:
    now = timezone.now()
    check_wish(booked_by, beneficiary, slot, now)
    booking = Booking(
        slot=slot, beneficiary=beneficiary, booked_by=booked_by, key=key, note=note, created_at=now, status_at=now
    )
    booking.number = number_of(booking.public_id)
    # Log and message go first: the row of a hot time is then locked for the last statement and the commit only.
    _record(booked_by, "booking.create", booking)
    _tell(booking, messages.CONFIRMED, event="confirmed")
    seat = seats.take_seat(booking=booking)
    if seat is None:
        check_overlap(beneficiary, slot)
        raise SlotFull(slot)
    if seat.was_last:
        renew_public_pages()
    return booking


@transaction.atomic
def move_booking(*, booking: Booking, slot: Slot, actor: Any) -> Booking:
    """Change the time to another one of the same service; the number stays.

    Until the cancelling deadline of the old time, and by the rules of a booking for the new one.
    """
    if not can_cancel_booking(actor, booking):
        raise NotAllowed
    old, now = booking.slot, timezone.now()
    if slot.offering_id != old.offering_id or slot.pk == old.pk:
        raise StatusChanged
    _check_cancel_deadline(booking)
    check_booking(actor, booking.beneficiary, slot, now, moving=booking)
    standing = Booking.objects.filter(pk=booking.pk, status=BookingStatus.CONFIRMED, slot=old)
    if not standing.update(slot=slot, moves=F("moves") + 1):
        raise StatusChanged
    _exchange_seats(old=old, new=slot)
    booking.slot, booking.moves = slot, booking.moves + 1
    _record(actor, "booking.move", booking, {"from": str(old.public_id)})
    _tell(booking, messages.MOVED, event=f"moved:{booking.moves}")
    renew_public_pages()
    return booking


def _exchange_seats(*, old: Slot, new: Slot) -> None:
    """Take and release in the order of the primary keys: two people who swap times never wait for each other."""
    if old.pk < new.pk:
        seats.release_seat(slot_id=old.pk)
    if not seats.claim_seat(slot_id=new.pk):
        raise SlotFull(new)
    if old.pk > new.pk:
        seats.release_seat(slot_id=old.pk)


@transaction.atomic
def cancel_booking(*, booking: Booking, actor: Any) -> Booking:
    """Cancel on the resident's side, until the cancelling deadline; the seat is free at once."""
    if not can_cancel_booking(actor, booking):
        raise NotAllowed
    _check_cancel_deadline(booking)
    return _cancel(booking, BookingStatus.CANCELLED_BY_USER, actor, messages.CANCELLED)


@transaction.atomic
def cancel_booking_for_provider(*, booking: Booking, actor: Any, reason: str) -> Booking:
    """Cancel on the provider's side, at any time before the outcome is noted; the reason is told to the resident."""
    if not can_handle_booking(actor, booking):
        raise PermissionDenied
    kind = messages.CANCELLED_BY_PROVIDER
    return _cancel(booking, BookingStatus.CANCELLED_BY_PROVIDER, actor, kind, cancel_reason=reason)


def _cancel(booking: Booking, to: BookingStatus, actor: Any, kind: MessageKind, **changes: Any) -> Booking:
    slot_id = move_status(booking, to, **changes).slot_id
    if seats.release_seat(slot_id=slot_id):
        renew_public_pages()
    _record(actor, "booking.cancel", booking, {"by": "provider" if changes else "user"})
    _tell(booking, kind, event="cancelled")
    return booking


def move_status(booking: Booking, to: BookingStatus, **changes: Any) -> Booking:
    """Go to another state by compare-and-set: whoever comes second gets `StatusChanged`, and so does an illegal step.

    The slot is compared as well: a booking that was moved in the meantime must not give back the seat it had before.
    """
    expected = BookingStatus(booking.status)
    if to not in TRANSITIONS[expected]:
        raise StatusChanged
    changes |= {"status": to, "status_at": timezone.now()}
    if not Booking.objects.filter(pk=booking.pk, status=expected, slot=booking.slot_id).update(**changes):
        raise StatusChanged
    for name, value in changes.items():
        setattr(booking, name, value)
    return booking


def _check_cancel_deadline(booking: Booking) -> None:
    if not booking.is_confirmed:
        raise StatusChanged
    deadline = booking.slot.offering.cancel_by.before(booking.slot.starts)
    if timezone.now() > deadline:
        raise TooLate(deadline)


def _record(actor: Any, action: str, booking: Booking, data: Mapping[str, Any] | None = None) -> None:
    details = {
        "slot": str(booking.slot.public_id),
        "on_behalf": booking.beneficiary.user_id != actor.pk,
        **(data or {}),
    }
    record(actor=actor, action=action, target=booking, community=booking.slot.offering.community, data=details)


def _tell(booking: Booking, kind: MessageKind, *, event: str) -> None:
    """Write to the person, and to whoever booked for her and may still do so."""
    recipients = [booking.beneficiary] if booking.beneficiary.user_id else []
    agent = resident_of(booking.booked_by) if booking.booked_by_id != booking.beneficiary.user_id else None
    if agent is not None and can_act_for(booking.booked_by, booking.beneficiary, AuthorityScope.BOOKING):
        recipients.append(agent)
    offering = booking.slot.offering
    for recipient in recipients:
        send_message(
            recipient=recipient,
            kind=kind,
            key=f"booking:{booking.public_id}:{event}:{recipient.pk}",
            data={
                "service": offering.name,
                "starts_at": booking.slot.starts,
                "place": offering.place,
                "number": booking.number_words,
                "reason": booking.cancel_reason,
            },
            link=reverse("booking", args=[booking.public_id]),
        )
