"""A booking in the words of the resident's own pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components import Badge, Empty, Fact, Row, RowList
from portal.dates import moment
from services.booking.enums import BookingStatus
from services.booking.listing import price_words
from services.booking.models import Booking
from services.booking.people import Person

TONES = {
    BookingStatus.CONFIRMED: "active",
    BookingStatus.COMPLETED: "good",
    BookingStatus.CANCELLED_BY_USER: "neutral",
    BookingStatus.CANCELLED_BY_PROVIDER: "warn",
    BookingStatus.NO_SHOW: "neutral",
}


def status_badge(booking: Booking) -> Badge:
    """The state as word and shape; a time that has passed without a remark by staff is not "booked" any more."""
    status = BookingStatus(booking.status)
    if booking.is_confirmed and booking.slot.ends < timezone.now():
        return Badge(text=_("Time has passed"))
    return Badge(text=str(status.label), tone=TONES[status])


def booking_rows(bookings: Iterable[Booking], people: Mapping[int, Person]) -> RowList:
    """Rows with service, time, and for whom where it is not for herself."""
    rows = []
    for booking in bookings:
        person = people.get(booking.beneficiary_id)
        for_whom = _("For %(person)s") % {"person": person.label} if person and not person.is_self else ""
        rows.append(
            Row(
                title=booking.slot.offering.name,
                href=reverse("booking", args=[booking.public_id]),
                badge=status_badge(booking),
                text=moment(booking.slot.starts),
                meta=" · ".join(filter(None, [for_whom, booking.slot.offering.place])),
            )
        )
    empty = Empty(
        title=_("No bookings"), text=_("What you book for yourself or your family stands here."), icon="calendar"
    )
    return RowList(rows=rows, empty=empty)


def booking_facts(booking: Booking, person: Person | None) -> list[Fact]:
    """Everything about one booking."""
    slot, offering = booking.slot, booking.slot.offering
    facts: list[Any] = [
        Fact(_("Service"), offering.name),
        Fact(_("Time"), moment(slot.starts)),
        Fact(_("Place"), offering.place),
        Fact(_("Provider"), " ".join(filter(None, [offering.provider, offering.provider_phone]))),
        Fact(_("Price"), " · ".join(filter(None, [price_words(offering), offering.subsidy_note]))),
    ]
    if person is not None:
        facts.append(Fact(_("For"), person.label))
    note = booking.note.reveal()
    if note:
        facts.append(Fact(pgettext("remark", "Note"), note))
    if booking.is_confirmed:
        facts.append(Fact(_("Cancel or move until"), moment(offering.cancel_by.before(slot.starts))))
    if booking.cancel_reason:
        facts.append(Fact(_("Reason"), booking.cancel_reason))
    return facts


def may_still_change(booking: Booking) -> bool:
    """Whether cancelling and moving are still possible for the resident."""
    deadline = booking.slot.offering.cancel_by.before(booking.slot.starts)
    return booking.is_confirmed and timezone.now() <= deadline
