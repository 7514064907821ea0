"""The site of a request: found once in a generation instead of once in every request."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from portal.shared import shared


class SiteMiddleware:
    """Put the site where `Site.find_for_request` looks first; nothing is asked before somebody wants it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve, with the site at hand."""
        request._wagtail_site = SimpleLazyObject(lambda: _site_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _site_of(request: HttpRequest) -> Site | None:
    """A copy for this request, its root page in its own type."""
    site = copy(shared(f"site:{request._get_raw_host()}:{request.get_port()}", lambda: _find(request)))  # type: ignore[attr-defined]
    if site is not None:
        site.root_page = copy(site.root_page)
    return site


def _find(request: HttpRequest) -> Site | None:
    site = Site._find_for_request(request)
    if site is not None:
        site.root_page = site.root_page.specific
    return site
