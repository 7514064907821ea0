"""What the header of every page shows of the delivery room."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notices.delivery.query import unread_count


def unread(request: HttpRequest) -> dict[str, Any]:
    """Unread messages of the signed-in resident, counted only where a template asks for them."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return {}
    return {"unread_count": SimpleLazyObject(lambda: unread_count(request.user))}
