"""The early cache: finished public pages, answered before sessions, locale and templates.

It stands first in the middleware. A public page is the same for everyone with the same address, language and display
mode; those three make the key. A page is kept together with the generation it was made in: publishing, unpublishing,
or a change of public facts (`renew_public_pages`) raises the generation, so an old page is never served, and nothing has
to be hunted down. Anyone who carries a session cookie goes past it.

The pages lie in a cache of their own that keeps nothing while its server is away: a process that answered from its own
memory would not hear that another one has published.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from portal.preferences import language_of, mode_of
from portal.request_ids import HEADER as REQUEST_ID
from portal.shared import sharing

CACHE = "pages"
GENERATION_KEY = "early:generation"
MARK = "_early_cacheable"


def public(response: HttpResponse) -> HttpResponse:
    """Mark a response as the same for every signed-out visitor, so that the early cache may keep it."""
    setattr(response, MARK, True)
    return response


def renew_public_pages(**_: Any) -> None:
    """Let every kept page and shared fact fall out of use once the running transaction is committed."""
    transaction.on_commit(_next_generation, robust=True)


class _Debt:
    """Whether this process could not raise the generation, because the cache was away, and still has to."""

    owed = False


def _next_generation() -> None:
    pages = caches[CACHE]
    try:
        pages.incr(GENERATION_KEY)
    except ValueError:
        pages.set(GENERATION_KEY, time.time_ns(), timeout=None)
        _Debt.owed = pages.get(GENERATION_KEY) is None


class _Visit:
    """One request's look into the cache: the generation, and the kept page if one may be served, in a single question."""

    def __init__(self, request: HttpRequest) -> None:
        self.key = _key(request) if _may_be_kept(request) else ""

    @cached_property
    def _found(self) -> dict[str, Any]:
        if _Debt.owed:
            _Debt.owed = False
            _next_generation()
        names = [GENERATION_KEY, self.key] if self.key else [GENERATION_KEY]
        found: dict[str, Any] = caches[CACHE].get_many(names)
        if GENERATION_KEY not in found:
            caches[CACHE].add(GENERATION_KEY, time.time_ns(), timeout=None)
            found = caches[CACHE].get_many(names)
        return found

    def generation(self) -> int | None:
        """The generation at the start of the request; None with the cache away."""
        return self._found.get(GENERATION_KEY)

    def kept(self) -> HttpResponse | None:
        """The page kept for this address, language and mode, if it is of the present generation."""
        generation, body, headers = self._found.get(self.key) or (None, b"", {})
        if generation is None or generation != self.generation():
            return None
        response = HttpResponse(body, headers=headers)
        response.headers["X-Early-Cache"] = "hit"
        return response

    def keep(self, response: HttpResponse) -> None:
        """Keep an answer that is marked public and sets no cookie."""
        if getattr(response, MARK, False) and response.status_code == 200 and not response.cookies:
            headers = {name: value for name, value in response.headers.items() if name != REQUEST_ID}
            page = (self.generation(), response.content, headers)
            caches[CACHE].set(self.key, page, timeout=settings.EARLY_CACHE_SECONDS)


class EarlyCacheMiddleware:
    """Answer anonymous GET requests from the cache; keep answers that are marked public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve from the cache, or serve and keep."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        visit = _Visit(request)
        kept = visit.kept() if visit.key else None
        if kept is not None:
            return kept
        with sharing(visit.generation):
            response = self.get_response(request)
        if visit.key:
            visit.keep(response)
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        settings.EARLY_CACHE_SECONDS > 0
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
    )


def _key(request: HttpRequest) -> str:
    meta = request.META
    address = (meta.get("HTTP_HOST", ""), request.scheme, request.path, meta.get("QUERY_STRING", ""))
    parts = (*address, language_of(request), mode_of(request), request.method)
    return f"early:{hashlib.sha256('|'.join(map(str, parts)).encode()).hexdigest()}"


def connect() -> None:
    """Renew on everything Wagtail publishes, unpublishes, moves or restricts, on the facts that pages share, on upgrades."""
    from django.apps import apps
    from django.db.models.signals import post_delete, post_migrate, post_save
    from wagtail.models import PageViewRestriction, Site
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from portal.communities.models import Community

    post_migrate.connect(
        renew_public_pages, sender=apps.get_app_config("communities"), dispatch_uid="early_cache_migrate"
    )
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(renew_public_pages, dispatch_uid=f"early_cache_{id(signal)}")
    for model in (Site, Community, PageViewRestriction):
        for change in (post_save, post_delete):
            change.connect(renew_public_pages, sender=model, dispatch_uid=f"early_cache_{id(change)}_{model.__name__}")
