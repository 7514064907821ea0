"""Browsers on which an account's owner has proved more than a code: a signed cookie, for half a year."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "known"
SALT = "portal.accounts.known_browsers"
SECONDS = 180 * 24 * 3600
MOST = 5  # accounts that share a browser


def is_known(request: HttpRequest, user: Any) -> bool:
    """Whether this browser was remembered for this account; a new password or phone forgets it."""
    return _mark(user) in _marks(request)


def remember(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Remember this browser for this account."""
    marks = [_mark(user), *(mark for mark in _marks(request) if mark != _mark(user))][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=SALT),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in marks] if isinstance(marks, list) else []


def _mark(user: Any) -> str:
    return signing.Signer(salt=SALT).signature(f"{user.public_id}|{user.password[-12:]}|{user.phone.reveal()}")[:24]
