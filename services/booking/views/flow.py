"""Booking a time: who it is for and a note → check → done. Every answer travels in the form, so nothing typed is lost."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.components import Crumb, Fact, SlotGroup, SlotList
from portal.components import Slot as SlotButton
from portal.dates import moment
from services.booking.actions import book_slot
from services.booking.forms import BookingForm
from services.booking.listing import price_words
from services.booking.models import Slot
from services.booking.people import Person, people_for
from services.booking.refusals import Refusal, SlotFull
from services.booking.rules import first_refusal

CONFLICT = 409


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, community: str, slot: uuid.UUID) -> HttpResponse:
    """One address for the three pages; `step` says which button was pressed."""
    chosen = _slot(request, community, slot)
    people = people_for(request.user)
    if request.method == "GET":
        return _ask(request, chosen, BookingForm(people=people, initial=_initial(people)))
    form = BookingForm(request.POST, people=people)
    if not form.is_valid():
        return _ask(request, chosen, form)
    step = request.POST.get("step", "")
    if step == "change":
        return _ask(request, chosen, BookingForm(people=people, initial=form.cleaned_data))
    return _confirm(request, chosen, form) if step == "confirm" else _check(request, chosen, form)


def _slot(request: HttpRequest, community: str, slot: uuid.UUID) -> Slot:
    """The time of the address, or the alternative that was tapped after it had filled up."""
    slots = Slot.objects.filter(offering__community__key=community, offering__community__is_open=True)
    found: Slot = get_object_or_404(slots.select_related("offering__community"), public_id=slot)
    other = request.POST.get("slot", "")
    if not other:
        return found
    try:
        alternatives = slots.filter(offering=found.offering, public_id=uuid.UUID(other))
    except ValueError:
        return found
    return alternatives.select_related("offering__community").first() or found


def _initial(people: list[Person]) -> dict[str, Any]:
    first = str(people[0].public_id) if people else ""
    return {"key": uuid.uuid4(), "beneficiary": first}


def _ask(request: HttpRequest, slot: Slot, form: BookingForm, status: int = 200) -> HttpResponse:
    return _page(request, "booking/book.html", slot, status, form=form, closed=slot.is_full)


def _check(request: HttpRequest, slot: Slot, form: BookingForm) -> HttpResponse:
    refusal = first_refusal(request.user, form.person.resident, slot, timezone.now())
    if refusal is not None:
        form.add_error(None, str(refusal))
        return _ask(request, slot, form)
    if slot.is_full:
        return _full(request, SlotFull(slot), form)
    facts = [
        *slot_facts(slot),
        Fact(_("For"), form.person.label),
        Fact(pgettext("remark", "Note"), form.cleaned_data["note"] or _("none")),
    ]
    return _page(request, "booking/check.html", slot, facts=facts, form=form, person=form.person)


def _confirm(request: HttpRequest, slot: Slot, form: BookingForm) -> HttpResponse:
    wish = form.cleaned_data
    try:
        booking = book_slot(
            booked_by=request.user, beneficiary=form.person.resident, slot=slot, key=wish["key"], note=wish["note"]
        )
    except SlotFull as refusal:
        return _full(request, refusal, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, slot, form, status=CONFLICT)
    return redirect("booking_done", public_id=booking.public_id)


def _full(request: HttpRequest, refusal: SlotFull, form: BookingForm) -> HttpResponse:
    """Somebody else was first: say so, keep what was typed, offer the nearest three."""
    buttons = [SlotButton(time=moment(other.starts), value=str(other.public_id)) for other in refusal.alternatives]
    times = SlotList(groups=[SlotGroup(title=_("The nearest free times"), slots=buttons)]) if buttons else None
    return _page(request, "booking/full.html", refusal.slot, CONFLICT, form=form, times=times, message=str(refusal))


def _page(request: HttpRequest, template: str, slot: Slot, status: int = 200, **context: Any) -> HttpResponse:
    community = slot.offering.community
    context |= {
        "slot": slot,
        "offering": slot.offering,
        "community": community,
        "crumbs": [
            Crumb(str(community), f"/{community.key}/"),
            Crumb(_("Services"), f"/{community.key}/services/"),
            Crumb(slot.offering.name),
        ],
        "action": reverse("book_slot", args=[community.key, slot.public_id]),
        "slot_facts": slot_facts(slot),
    }
    return render(request, template, context, status=status)


def slot_facts(slot: Slot) -> list[Fact]:
    """Which service, when, where, for how much."""
    offering = slot.offering
    return [
        Fact(_("Service"), offering.name),
        Fact(_("Time"), moment(slot.starts)),
        Fact(_("Place"), offering.place),
        Fact(_("Price"), " · ".join(filter(None, [price_words(offering), offering.subsidy_note]))),
    ]
