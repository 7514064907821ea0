"""Lists of notices across their page types: one statement brings a whole list page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q
from django.db.models.functions import Coalesce
from wagtail.models import Page

from notices.delivery.enums import Level
from notices.enums import NoticeKind
from portal import clock
from portal.pages import PublicPageQuerySet

if TYPE_CHECKING:
    from portal.communities.models import Community

TABLES = {
    NoticeKind.POLICE: "policenoticepage",
    NoticeKind.FRAUD: "fraudalertpage",
    NoticeKind.COMMUNITY: "communitynoticepage",
}
SHOWN = ("title", "slug", "path", "depth", "url_path", "first_published_at", "last_published_at", "content_type")
FACTS = ("intro", "level", "source", "expires_on")


class NoticeRowQuerySet(PublicPageQuerySet):
    """Rows of a list: pages of any notice type, with what a row shows annotated from their three tables.

    `.specific()` would ask each table again and load every body.
    """

    def notices(self, *kinds: NoticeKind) -> Self:
        """Notices of these kinds (of all kinds without any)."""
        from notices.models import PAGE_TYPES

        wanted = [PAGE_TYPES[kind] for kind in kinds or NoticeKind]
        facts: dict[str, Any] = {
            f"notice_{fact}": Coalesce(*(f"{table}__{fact}" for table in TABLES.values())) for fact in FACTS
        }
        return self.type(*wanted).annotate(**facts).only(*SHOWN)

    def for_readers_in(self, community: Community) -> Self:
        """What concerns a community's residents: its own notices and those of the county."""
        if community.root_page is None:
            return self.none()
        own = Q(path__startswith=community.root_page.path)
        county = Q(path__startswith=community.root_page.path[: Page.steplen * 2], depth=community.root_page.depth + 1)
        return self.filter(own | county)

    def current(self) -> Self:
        """Those whose review date has not passed."""
        return self.filter(Q(notice_expires_on=None) | Q(notice_expires_on__gte=clock.today()))

    def urgent(self) -> Self:
        """Urgent ones."""
        return self.filter(notice_level=Level.URGENT)


def notice_rows(*kinds: NoticeKind) -> NoticeRowQuerySet:
    """All notices of these kinds as list rows; chain `.in_community(c).published()` and so on."""
    return NoticeRowQuerySet(Page).notices(*kinds)


def urgent_notice(community: Community | None) -> Page | None:
    """The newest urgent notice that still holds, of a community or (None) of the county itself: one at most."""
    rows = notice_rows().urgent().current().published()
    if community is not None:
        return rows.for_readers_in(community).first()
    return rows.filter(depth=4).first()
