"""Signing in beside allauth's pages: idle time, the same person behind a number, enrolment of staff."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.actions import release_number, use_enrolment
from portal.accounts.actions.staff import digest_of
from portal.accounts.forms import EnrolForm, SamePersonForm
from portal.accounts.known_browsers import remember
from portal.accounts.middleware.idle import seconds_left, touch
from portal.accounts.models import Enrolment
from portal.accounts.stages import SamePersonStage
from portal.audit.actions import record

TRIES = 3
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def session_state(request: HttpRequest) -> HttpResponse:
    """How long the session still lasts (GET), staying signed in (POST), and a fresh token for the forms of this page."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0}, status=401)
    if request.method == "POST":
        touch(request)
    return JsonResponse({"seconds": seconds_left(request), "token": get_token(request)})


@sensitive_post_parameters()
@login_stage_required(stage=SamePersonStage.key, redirect_urlname="account_login")
def same_person(request: HttpRequest) -> HttpResponse:
    """Ask for what a number's new owner can't know; three wrong answers end the sign-in."""
    stage = request._login_stage  # type: ignore[attr-defined]
    form = SamePersonForm(request.POST or None, resident=stage.login.user.resident)
    if request.method != "POST":
        return render(request, "accounts/same_person.html", {"form": form})
    if form.is_valid():
        response: HttpResponse = stage.exit()
        remember(request, response, stage.login.user)
        return response
    tries = stage.state["tries"] = stage.state.get("tries", 0) + 1
    record(actor=None, action="account.same_person", target=stage.login.user, succeeded=False, data={"tries": tries})
    if tries >= TRIES:
        messages.error(request, _("That was not right three times. Ask your community's staff, or try again later."))
        aborted: HttpResponse = stage.abort()
        return aborted
    from allauth.account.internal.stagekit import stash_login

    stash_login(request, stage.login)
    return render(request, "accounts/same_person.html", {"form": form})


@require_POST
@login_stage_required(stage=SamePersonStage.key, redirect_urlname="account_login")
def release(request: HttpRequest) -> HttpResponse:
    """Take the number off the account that had it before."""
    release_number(user=request._login_stage.login.user)  # type: ignore[attr-defined]
    clear_login(request)
    messages.success(request, _("The number is free. You can sign up with it now."))
    return redirect("account_signup")


@never_cache
def enrolment_needed(request: HttpRequest) -> HttpResponse:
    """What staff without a second factor see instead of the admin."""
    return render(request, "accounts/enrolment_needed.html", status=403)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, token: str) -> HttpResponse:
    """A new member of staff's personal link: password first, then the second factor."""
    enrolment = _open_enrolment(token)
    if enrolment is None:
        return render(request, "accounts/enrol.html", {"form": None}, status=404)
    form = EnrolForm(request.POST or None, user=enrolment.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = use_enrolment(enrolment=enrolment, password=form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _begin(request, user)
    return render(request, "accounts/enrol.html", {"form": form, "person": enrolment.user})


def _begin(request: HttpRequest, user: Any) -> HttpResponse:
    from allauth.account.internal.flows.login import record_authentication

    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session["enrolling"] = user.pk
    return redirect("mfa_activate_totp")


def _open_enrolment(token: str) -> Enrolment | None:
    live = Enrolment.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    return live.select_related("user").filter(digest=digest_of(token)).first()
