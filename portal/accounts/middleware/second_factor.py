"""No request of staff reaches the admin without a second factor, whatever door it came by (MLPS 8.1.4.1)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.mfa import has_second_factor, owns_second_factor
from portal.accounts.permissions import is_staff_account

GUARDED = ("/admin/", "/django-admin/")
FACTORS = "/accounts/2fa/"


class SecondFactorMiddleware:
    """Ask staff for their second factor before the admin, or to set one up while their enrolment is open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead to the factor."""
        if request.path.startswith((*GUARDED, FACTORS)) and request.user.is_authenticated:
            answer = self._ask(request)
            if answer is not None:
                return answer
        return self.get_response(request)

    def _ask(self, request: HttpRequest) -> HttpResponse | None:
        if has_second_factor(request) or not is_staff_account(request.user):
            return None
        owns = owns_second_factor(request.user)
        if request.path.startswith(FACTORS):
            # Whoever knows only the password of an account without a factor must not be the one to choose it.
            return None if owns or is_enrolling(request) else redirect("account_enrolment_needed")
        if not owns:
            return redirect("mfa_activate_totp" if is_enrolling(request) else "account_enrolment_needed")
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=403)
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def is_enrolling(request: HttpRequest) -> bool:
    """Whether this session began with the personal link that a new member of staff gets."""
    return bool(request.session.get("enrolling") == request.user.pk)
