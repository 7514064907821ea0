"""The one paginator: plain links, two queries, and a count that knows when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.components import PageLinks

COUNT_LIMIT = 10_000  # beyond this a number says no more than "more than"
WINDOW = 2  # page links on each side of the current one


@dataclass(frozen=True)
class Paged:
    """One page of a list."""

    items: list[Any]
    number: int
    pages: int
    total: int
    links: PageLinks | str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def words(self) -> str:
        """How many there are, in words."""
        if self.total > COUNT_LIMIT:
            return _("More than %(count)s entries") % {"count": COUNT_LIMIT}
        return ngettext("%(count)s entry", "%(count)s entries", self.total) % {"count": self.total}


def paginate(queryset: QuerySet[Any] | list[Any], request: HttpRequest, size: int = 20) -> Paged:
    """The page that `?page=` asks for; a number out of range gives the nearest page, never an error."""
    total = _count(queryset)
    pages = max(1, -(-min(total, COUNT_LIMIT) // size))
    number = min(max(_asked(request), 1), pages)
    items = list(queryset[(number - 1) * size : number * size])
    return Paged(items, number, pages, total, _links(request, number, pages) if pages > 1 else "")


def _count(queryset: QuerySet[Any] | list[Any]) -> int:
    if isinstance(queryset, QuerySet):
        return queryset.order_by()[: COUNT_LIMIT + 1].count()
    return len(queryset)


def _asked(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _links(request: HttpRequest, number: int, pages: int) -> PageLinks:
    def address(page: int) -> str:
        query = request.GET.copy()
        query["page"] = str(page)
        return f"?{query.urlencode()}"

    near = {1, pages, *range(max(1, number - WINDOW), min(pages, number + WINDOW) + 1)}
    return PageLinks(
        number=number,
        pages=pages,
        earlier=address(number - 1) if number > 1 else "",
        later=address(number + 1) if number < pages else "",
        numbers=[(page, address(page)) for page in sorted(near)],
    )
