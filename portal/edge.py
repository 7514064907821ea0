"""What every answer says to the browser beyond its content."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Kept apart from other sites: neither framed, nor read, nor opened by them.
FIXED = {"Cross-Origin-Resource-Policy": "same-origin"}


class EdgeMiddleware:
    """Nothing of somebody signed in is kept by a browser or proxy; signing out clears what was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        leaving = request.method == "POST" and request.path == reverse("account_logout")
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if leaving and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
