"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.search.actions import note_missed_search
from home.search.forms import SearchForm
from home.search.results import Found, clean_query, find_pages
from portal.communities.models import Community
from portal.components import Crumb


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=…&community=…&page=…`."""
    form = SearchForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    query = clean_query(data.get("q", ""))
    community: Community | None = data.get("community")
    found = find_pages(query, community, _page_number(request), request) if query else Found([], 1, False)
    if query and not found.rows and found.number == 1:
        note_missed_search(text=query, community=community)
    context = {
        "form": form,
        "query": query,
        "found": found,
        "links": found.links(request),
        "community": community,
        "crumbs": [Crumb(_("Search"))],
    }
    return render(request, "home/search.html", context)


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 1
