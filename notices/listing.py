"""What the list page of notices shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from notices.enums import NoticeKind
from notices.forms import NoticeFilterForm
from notices.query import notice_rows

if TYPE_CHECKING:
    from notices.models import NoticeIndexPage

PAGE_SIZE = 20


def notice_list(index: NoticeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """One page of rows, the kinds to choose from, and the numbers for the page links."""
    kinds = NoticeFilterForm(request.GET).kinds
    rows = notice_rows(*kinds).child_of(index).published()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page_of_rows": page,
        "kinds": NoticeKind.choices,
        "chosen_kind": kinds[0] if kinds else None,
        "index_url": index.get_url(request),
    }
