"""Idle time: staff are signed out after 15 minutes, residents after 30 (MLPS 8.1.4.1); scripts warn two minutes before."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts.permissions import is_staff_account

SEEN = "seen"
LIMIT = "idle_limit"
# Written at most once in this time, so that reading pages doesn't write a session each.
GRAIN = 30
# The page's script asks here how much time is left: asking is no activity.
QUIET = "/accounts/session/"


class IdleMiddleware:
    """Sign out whoever has done nothing for too long; note activity."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out or go on."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if seconds_left(request) <= 0:
                return _sign_out(request)
            asking = request.path == QUIET and request.method == "GET"
            if not asking and time.time() - request.session.get(SEEN, 0) > GRAIN:
                touch(request)
        return self.get_response(request)


def seconds_left(request: HttpRequest) -> int:
    """How long the session still lasts without any activity."""
    seen = request.session.get(SEEN)
    limit: int = request.session.get(LIMIT) or _limit(request)
    return limit if seen is None else math.ceil(seen + limit - time.time())


def touch(request: HttpRequest) -> None:
    """Note activity."""
    request.session[SEEN] = time.time()
    request.session[LIMIT] = _limit(request)


def _limit(request: HttpRequest) -> int:
    staff = is_staff_account(request.user)
    return settings.STAFF_IDLE_SECONDS if staff else settings.RESIDENT_IDLE_SECONDS


def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    if request.path == QUIET or request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    messages.info(request, _("You were signed out because nothing happened for a while. Please sign in again."))
    back = request.get_full_path() if request.method == "GET" else ""
    return redirect(f"{reverse('account_login')}{'?' + urlencode({'next': back}) if back else ''}")
