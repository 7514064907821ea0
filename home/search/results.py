"""Finding public pages and directory entries, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.models import CommunityPage, CountyPage
from portal.communities.models import Community
from portal.components import PageLinks, Row
from portal.pages import COMMUNITY_PATH_LENGTH

PAGE_SIZE = 20
LONGEST_QUERY = 64
DIGITS = re.compile(r"\d{6,}")


@dataclass(frozen=True)
class Found:
    """One page of results; `more` says whether there is another."""

    rows: list[Row]
    number: int
    more: bool

    def links(self, request: HttpRequest) -> PageLinks | str:
        """Links to the earlier and later page, without a count: counting costs more than searching."""

        def address(page: int) -> str:
            query = request.GET.copy()
            query["page"] = str(page)
            return f"?{query.urlencode()}"

        if self.number == 1 and not self.more:
            return ""
        return PageLinks(
            number=self.number,
            pages=0,
            earlier=address(self.number - 1) if self.number > 1 else "",
            later=address(self.number + 1) if self.more else "",
        )


def clean_query(text: str) -> str:
    """The query as it is searched and shown: one line, 64 characters at most."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]


def find_pages(query: str, community: Community | None, number: int, request: HttpRequest) -> Found:
    """Published pages that hold all words of `query`, of one community or of all."""
    pages = Page.objects.live().public().filter(depth__gt=2).order_by("-first_published_at")
    if community is not None and community.root_page is not None:
        pages = pages.filter(path__startswith=community.root_page.path)
    start = (number - 1) * PAGE_SIZE
    # One more than the page tells whether there is a next one.
    hits = list(get_search_backend().search(query, pages, order_by_relevance=False)[start : start + PAGE_SIZE + 1])
    names = _community_names(hits)
    rows = [_row(page, names, request) for page in hits[:PAGE_SIZE]]
    return Found(rows, number, len(hits) > PAGE_SIZE)


def may_be_logged(query: str) -> bool:
    """Whether a query is short and free of anything like a phone or identity number."""
    return 0 < len(query) <= 30 and not DIGITS.search(query)


def _community_names(pages: list[Page]) -> dict[str, str]:
    paths = {page.path[:COMMUNITY_PATH_LENGTH] for page in pages}
    found = Community.objects.filter(root_page__path__in=paths).values_list("root_page__path", "name")
    return dict(found)


def _row(page: Page, names: dict[str, str], request: HttpRequest) -> Row:
    model = page.cached_content_type.model_class()
    kind = "" if model in (CountyPage, CommunityPage, None) else str(model._meta.verbose_name)
    place = names.get(page.path[:COMMUNITY_PATH_LENGTH], _("County"))
    return Row(
        title=page.title,
        href=page.get_url(request) or "",
        date=page.first_published_at,
        text=page.search_description,
        meta=" · ".join(filter(None, [place, kind])),
    )
