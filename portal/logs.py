"""The technical log: one JSON object a line, with the request's id, without anything personal.

The operation log (`portal.audit`) says who did what; this one says how the program fared. Its lines carry an account's
number at most, and routes instead of addresses: a query string may hold a name.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.request_ids import current_request_id

PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[1-9]\d{5}(?:18|19|20)\d{9}[\dXx])(?![0-9A-Za-z])"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
)
# Whoever writes into a log by way of a name or a browser's name must not be able to begin a line or paint a terminal.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN = "[…]"
LONGEST = 4_000
access = logging.getLogger("portal.access")

Event = MutableMapping[str, Any]


def add_request_id(logger: Any, method: str, event: Event) -> Event:
    """The id of the request that is being answered."""
    request_id = current_request_id()
    if request_id:
        event["request"] = request_id
    return event


def hide_personal(logger: Any, method: str, event: Event) -> Event:
    """Whatever looks like a phone number, an identity number or a mail address is left out, in tracebacks too."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = scrub(value)
        elif not isinstance(value, int | float | bool | type(None)):
            event[key] = scrub(str(value))
    return event


def scrub(text: str) -> str:
    """`text` without personal data and control characters, at most 4,000 characters of it."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], PERSONAL.sub(HIDDEN, text))[:LONGEST]


class AccessLogMiddleware:
    """A line for each request: route, status, time, account. Never the address itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer and note."""
        started = time.perf_counter()
        response = self.get_response(request)
        if access.isEnabledFor(logging.INFO):
            match = request.resolver_match
            # Only where something has asked who it is: the log must not be what opens the session.
            user = getattr(request, "_cached_user", None)
            access.info(
                "request",
                extra={
                    "method": request.method,
                    "route": (match.view_name or match.route) if match else "-",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                    "account": user.pk if user is not None else None,
                },
            )
        return response
