"""Pages of other communities do not exist in the admin, whatever view asks for them.

Most of Wagtail's page views ask for a permission; some answer with a title first (the confirmation of a move, messages of
workflows). This asks once, before any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permissions import page_permission_policy

ADMIN = "/admin/"
PARAMETERS = frozenset({"page_id", "page_to_move_id", "destination_id", "parent_page_id", "parent_id"})


class PageScopeMiddleware:
    """404 for a page of the admin's addresses that its reader may not explore."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Look at the page numbers of the address."""
        if not request.path.startswith(ADMIN) or not request.user.is_authenticated:
            return
        wanted = {value for name, value in kwargs.items() if name in PARAMETERS and isinstance(value, int)}
        if wanted:
            explorable = page_permission_policy.explorable_instances(request.user).filter(pk__in=wanted)
            if explorable.count() < len(wanted):
                raise Http404
