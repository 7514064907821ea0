"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import constants
from django.http import HttpRequest

from portal.accounts.middleware.idle import seconds_left

# Django's message levels → kinds of `Banner`.
MESSAGE_KINDS = {constants.SUCCESS: "success", constants.WARNING: "warning", constants.ERROR: "warning"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Display mode, who runs the site, whether this is a demo, and who is signed in.

    `account` is found without touching the session of somebody who has none: a public page then varies by no cookie
    and may be kept by every cache on the way.
    """
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user")
    account = request.user if signed_in and request.user.is_authenticated else None
    return {
        "display_mode": getattr(request, "display_mode", "standard"),
        "identity": settings.SITE_IDENTITY,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo": settings.DEMO,
        "account": account,
        "idle_seconds": seconds_left(request) if account is not None else 0,
        "has_messages": signed_in or "messages" in request.COOKIES,
    }
