"""Views that belong to no single room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form has grown too old, instead of Django's technical page."""
    return render(request, "403.html", {"csrf_failed": True}, status=403)


def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for without having read a page."""
    return HttpResponsePermanentRedirect(static("icons/favicon.svg"))
