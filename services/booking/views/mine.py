"""`/me/bookings/`: what is coming and what was, a booking with its number, moving, cancelling, the calendar entry."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.components import Crumb
from portal.components import Slot as SlotButton
from portal.pagination import paginate
from services.booking.actions import cancel_booking, move_booking
from services.booking.availability import availability, seats_left
from services.booking.calendar_file import calendar_file
from services.booking.models import Booking, Slot
from services.booking.people import people_for, person_for
from services.booking.refusals import Refusal
from services.booking.rows import booking_facts, booking_rows, may_still_change, status_badge

PAST_SIZE = 20


@never_cache
@login_required
@require_safe
def booking_list(request: HttpRequest) -> HttpResponse:
    """Coming and past bookings of herself and of those she acts for."""
    now = timezone.now()
    mine = Booking.objects.acted_for(request.user).with_service()
    people = {person.resident.pk: person for person in people_for(request.user)}
    coming = paginate(mine.upcoming(now), request, size=100)
    past = paginate(mine.past(now), request, size=PAST_SIZE)
    context = {
        "coming": booking_rows(coming, people),
        "past": booking_rows(past, people),
        "paged": past,
        "crumbs": [Crumb(_("My page"), "/me/"), Crumb(_("My bookings"))],
    }
    return render(request, "booking/booking_list.html", context)


@never_cache
@login_required
@require_safe
def booking_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One booking and what can be done with it."""
    return _page(request, "booking/booking_detail.html", _mine(request, public_id))


@never_cache
@login_required
@require_safe
def booking_done(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The receipt; it still works when somebody keeps its address."""
    return _page(request, "booking/booking_done.html", _mine(request, public_id))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def booking_cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask once, then cancel."""
    booking = _mine(request, public_id)
    if request.method == "GET":
        return _page(request, "booking/booking_cancel.html", booking)
    try:
        cancel_booking(booking=booking, actor=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The booking is cancelled. The place is free for someone else."))
    return redirect("booking", public_id=booking.public_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def booking_move(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Choose another time of the same service, check, move."""
    booking = _mine(request, public_id)
    slot = _asked_slot(request, booking)
    if slot is None or not may_still_change(booking):
        return _page(request, "booking/booking_move.html", booking, available=_other_times(request, booking))
    if request.method == "GET" or "confirm" not in request.POST:
        return _page(request, "booking/booking_move_check.html", booking, slot=slot)
    try:
        move_booking(booking=booking, slot=slot, actor=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("booking_move", public_id=booking.public_id)
    messages.success(request, _("The booking has its new time."))
    return redirect("booking", public_id=booking.public_id)


@never_cache
@login_required
@require_safe
def booking_calendar(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The calendar entry as a file."""
    booking = _mine(request, public_id)
    address = request.build_absolute_uri(reverse("booking", args=[booking.public_id]))
    response = HttpResponse(calendar_file(booking, address), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="booking-{booking.number}.ics"'
    return response


def _mine(request: HttpRequest, public_id: uuid.UUID) -> Booking:
    bookings = Booking.objects.acted_for(request.user).with_service().select_related("booked_by")
    found: Booking = get_object_or_404(bookings, public_id=public_id)
    return found


def _asked_slot(request: HttpRequest, booking: Booking) -> Slot | None:
    """The time that was tapped, if it is one of the same service."""
    try:
        asked = uuid.UUID(request.POST.get("slot") or request.GET.get("slot") or "")
    except ValueError:
        return None
    slot = Slot.objects.filter(offering=booking.slot.offering_id, public_id=asked).exclude(pk=booking.slot_id).first()
    if slot is not None:
        slot.offering = booking.slot.offering
    return slot


def _other_times(request: HttpRequest, booking: Booking) -> Any:
    def button(slot: Slot) -> SlotButton:
        href = f"{request.path}?slot={slot.public_id}"
        return SlotButton(time=slot.starts, href=href, full=slot.is_full, note=seats_left(slot))

    asked = request.GET.get("day", "")
    return availability(booking.slot.offering, asked, button=button, now=timezone.now(), without=booking.slot)


def _page(request: HttpRequest, template: str, booking: Booking, **context: Any) -> HttpResponse:
    person = person_for(request.user, booking.beneficiary)
    context |= {
        "booking": booking,
        "offering": booking.slot.offering,
        "community": booking.slot.offering.community,
        "person": person,
        "facts": booking_facts(booking, person),
        "badge": status_badge(booking),
        "changeable": may_still_change(booking),
        "crumbs": [
            Crumb(_("My page"), "/me/"),
            Crumb(_("My bookings"), reverse("bookings")),
            Crumb(booking.slot.offering.name),
        ],
    }
    return render(request, template, context)
