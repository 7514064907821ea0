"""Registering as a voter: one question per page, check, send, receipt; and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.elections import actions
from governance.elections.forms import QUESTIONS, DeclarationForm, check_age, initial_of, question
from governance.elections.models import Election, Registration
from governance.elections.permissions import can_confirm
from governance.elections.summary import status_facts, summary
from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from portal.accounts.permissions import resident_of
from portal.components import Crumb, Row

GET_POST = ("GET", "POST")


def _registration(request: HttpRequest, public_id: UUID) -> Registration:
    mine = Registration.objects.acted_for(request.user).with_election()
    return get_object_or_404(mine, public_id=public_id)


def _context(request: HttpRequest, registration: Registration, **more: Any) -> dict[str, Any]:
    me = resident_of(request.user)
    community = registration.election.community
    crumbs = [Crumb(_("My page"), "/me/"), Crumb(_("My registrations"), "/me/registrations/")]
    acting_for = registration.resident if me is None or me.pk != registration.resident_id else None
    return {"registration": registration, "community": community, "crumbs": crumbs, "acting_for": acting_for, **more}


@require_http_methods(GET_POST)
@login_required
def register(request: HttpRequest, community: str, public_id: UUID) -> HttpResponse:
    """For whom? Then straight to the first question, or to the registration that is under way."""
    public = Election.objects.public().select_related("community")
    election = get_object_or_404(public, community__key=community, public_id=public_id)
    actable = Resident.objects.actable_by(request.user, AuthorityScope.REGISTRATION).in_community(election.community)
    people: list[Any] = list(actable.order_by("pk").distinct())
    running = Registration.objects.running_for(people, election)
    for person in people:
        person.running = running.get(person.pk)
    context = {
        "election": election,
        "community": election.community,
        "people": people,
        "me": resident_of(request.user),
        "crumbs": [
            Crumb(election.community.local_name, f"/{community}/"),
            Crumb(_("Elections"), f"/{community}/elections/"),
            Crumb(_("Register as a voter")),
        ],
    }
    if not people or not election.is_open:
        return render(request, "elections/cannot_register.html", context)
    chosen = next((person for person in people if str(person.public_id) == request.POST.get("person")), None)
    if chosen is None:
        return render(request, "elections/for_whom.html", context)
    registration = actions.start_registration(election=election, resident=chosen, actor=request.user)
    if not registration.is_editable:
        return redirect("registration", registration.public_id)
    return redirect("registration_question", registration.public_id, QUESTIONS[0].slug)


@require_http_methods(GET_POST)
@login_required
def answer(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """One question; every answer is kept at once."""
    registration = _registration(request, public_id)
    try:
        place, item = question(slug)
    except KeyError:
        raise Http404 from None
    if not registration.is_editable:
        return redirect("registration", public_id)
    form = item.form(request.POST or None, initial=initial_of(registration, item))
    if request.method == "POST" and form.is_valid() and _keep(request, registration, form):
        last = place + 1 == len(QUESTIONS) or "change" in request.GET
        return (
            redirect("registration_check", public_id)
            if last
            else redirect("registration_question", public_id, QUESTIONS[place + 1].slug)
        )
    before = QUESTIONS[place - 1].slug if place else ""
    context = _context(
        request, registration, form=form, question=item, number=place + 1, total=len(QUESTIONS) + 1, before=before
    )
    return render(request, "elections/question.html", context)


def _keep(request: HttpRequest, registration: Registration, form: Any) -> bool:
    """Store the answers; what the action objects to stands beside the field and nothing typed is lost."""
    try:
        if "id_number" in form.cleaned_data:
            check_age(registration, form.cleaned_data["id_number"])
        actions.save_answers(registration=registration, answers=form.cleaned_data, actor=request.user)
    except ValidationError as error:
        form.add_error("id_number" if "id_number" in form.fields else None, error.messages)
        return False
    return True


@require_http_methods(GET_POST)
@login_required
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All answers with a way to change each, the declaration, and sending."""
    registration = _registration(request, public_id)
    if not registration.is_editable:
        return redirect("registration", public_id)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit_registration(registration=registration, declares_single=True, actor=request.user)
            return redirect("registration", public_id)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _context(
        request,
        registration,
        form=form,
        summary=summary(registration),
        number=len(QUESTIONS) + 1,
        total=len(QUESTIONS) + 1,
    )
    return render(request, "elections/check.html", context)


@require_safe
@login_required
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Receipt and state: number, what next and by when."""
    registration = _registration(request, public_id)
    may_confirm = (
        not registration.is_confirmed and registration.status == "submitted" and can_confirm(request.user, registration)
    )
    return render(
        request,
        "elections/registration.html",
        _context(request, registration, **status_facts(registration), may_confirm=may_confirm),
    )


@require_http_methods(["POST"])
@login_required
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The voter confirms what family entered."""
    registration = _registration(request, public_id)
    if not can_confirm(request.user, registration):
        raise Http404
    try:
        actions.confirm_registration(registration=registration, actor=request.user)
        messages.success(request, _("Confirmed. The committee decides next."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("registration", public_id)


@require_http_methods(GET_POST)
@login_required
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, then take the registration back."""
    registration = _registration(request, public_id)
    if request.method == "POST":
        try:
            actions.withdraw_registration(registration=registration, actor=request.user)
            messages.success(
                request, _("The registration is withdrawn. You can register anew while registration is open.")
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("registration", public_id)
    return render(request, "elections/withdraw.html", _context(request, registration))


@require_safe
@login_required
def my_registrations(request: HttpRequest) -> HttpResponse:
    """Mine and my family's."""
    from governance.elections.summary import status_badge

    found = Registration.objects.acted_for(request.user).with_election()
    rows = [
        Row(
            title=registration.election.title,
            href=f"/me/registrations/{registration.public_id}/",
            date=registration.submitted_at or registration.created_at,
            badge=status_badge(registration),
            meta=registration.name.reveal(),
        )
        for registration in found
    ]
    me = resident_of(request.user)
    context = {
        "rows": rows,
        "community": me.community if me else None,
        "crumbs": [Crumb(_("My page"), "/me/"), Crumb(_("My registrations"))],
    }
    return render(request, "elections/my_registrations.html", context)
