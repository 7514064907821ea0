"""What the list page of notices shows, and rows of notices for other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from notices.delivery.enums import Level
from notices.enums import NoticeKind
from notices.forms import NoticeFilterForm
from notices.query import notice_rows
from portal import clock
from portal.components import Badge, Empty, Row, RowList, Tab, Tabs
from portal.pagination import paginate
from portal.shared import shared

if TYPE_CHECKING:
    from notices.models import NoticeIndexPage

PAGE_SIZE = 20
LEVEL_TONES = {Level.ATTENTION: "warn", Level.URGENT: "bad"}


def notice_list(index: NoticeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """One page of rows, the kinds to choose from, and the page links."""
    return shared(f"{request.get_full_path()}:{get_language()}", lambda: _notice_list(index, request))


def _notice_list(index: NoticeIndexPage, request: HttpRequest) -> dict[str, Any]:
    kinds = NoticeFilterForm(request.GET).kinds
    address = index.get_url(request) or ""
    paged = paginate(notice_rows(*kinds).child_of(index).published(), request, size=PAGE_SIZE)
    empty = Empty(title=_("No notices yet"), text=_("What the police and the office have to tell you will stand here."))
    rows = RowList(rows=[notice_row(page, f"{address}{page.slug}/") for page in paged], empty=empty)
    return {
        "paged": paged,
        "tabs": kind_tabs(address, kinds[0] if kinds else None).render_html(),
        "rows": rows.render_html(),
        "feed_url": f"{address}feed.xml",
    }


def kind_tabs(address: str, chosen: NoticeKind | None) -> Tabs:
    """All notices, or those of one kind."""
    tabs = [Tab(label=pgettext("notices", "All"), href=address, current=chosen is None)]
    tabs += [Tab(label=str(kind.label), href=f"{address}?kind={kind}", current=kind == chosen) for kind in NoticeKind]
    return Tabs(tabs=tabs, label=_("Kinds of notice"))


def notice_row(page: Page, href: str) -> Row:
    """A row for a page of `notice_rows`."""
    return Row(
        title=page.title,
        href=href,
        date=page.first_published_at,
        badge=notice_badge(page.notice_level, page.notice_expires_on),
        text=page.notice_intro,
        meta=" · ".join(filter(None, [str(kind_of(page).label), page.notice_source])),
    )


def notice_badge(level: str, expires_on: Any) -> Badge | None:
    """Out of date, or urgent, or worth noting: one word at most."""
    if expires_on is not None and expires_on < clock.today():
        return Badge(text=_("Out of date"))
    tone = LEVEL_TONES.get(Level(level))
    return Badge(text=str(Level(level).label), tone=tone) if tone else None


def kind_of(page: Page) -> NoticeKind:
    """The kind of a page, from its content type and without a query."""
    kind: NoticeKind = ContentType.objects.get_for_id(page.content_type_id).model_class().kind  # type: ignore[union-attr]
    return kind
