"""The early cache: finished public pages, answered before sessions, locale and templates.

It stands first in the middleware. A public page is the same for everyone with the same address, language and display
mode; those three and a generation number make the key. Publishing, unpublishing, or a change of public facts
(`renew_public_pages`) raises the generation, so an old page is never served, and nothing has to be hunted down.
Anyone who carries a session cookie goes past it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from portal.preferences import language_of, mode_of

GENERATION_KEY = "early:generation"
MARK = "_early_cacheable"


def public(response: HttpResponse) -> HttpResponse:
    """Mark a response as the same for every signed-out visitor, so that the early cache may keep it."""
    setattr(response, MARK, True)
    return response


def renew_public_pages(**_: Any) -> None:
    """Let every kept page fall out of use once the running transaction is committed."""
    transaction.on_commit(_next_generation, robust=True)


def _next_generation() -> None:
    try:
        cache.incr(GENERATION_KEY)
    except ValueError:
        cache.set(GENERATION_KEY, int(time.time()), timeout=None)


class EarlyCacheMiddleware:
    """Answer anonymous GET requests from the cache; keep answers that are marked public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve from the cache, or serve and keep."""
        if not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        kept = cache.get(key)
        if kept is not None:
            body, headers = kept
            response = HttpResponse(body, headers=headers)
            response.headers["X-Early-Cache"] = "hit"
            return response
        response = self.get_response(request)
        if getattr(response, MARK, False) and response.status_code == 200 and not response.cookies:
            cache.set(key, (response.content, dict(response.headers)), timeout=settings.EARLY_CACHE_SECONDS)
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.EARLY_CACHE_SECONDS > 0
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
    )


def _key(request: HttpRequest) -> str:
    generation = cache.get(GENERATION_KEY, 0)
    host = request.META.get("HTTP_HOST", "")
    parts = (host, request.get_full_path(), language_of(request), mode_of(request), request.scheme, request.method)
    return f"early:{generation}:{hashlib.sha256('|'.join(map(str, parts)).encode()).hexdigest()}"


def connect() -> None:
    """Renew on everything Wagtail publishes, unpublishes or moves."""
    from wagtail.signals import page_published, page_unpublished, post_page_move

    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(renew_public_pages, dispatch_uid=f"early_cache_{id(signal)}")
