"""Views that belong to no single room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form has grown too old, instead of Django's technical page."""
    return render(request, "403.html", {"csrf_failed": True}, status=403)
