"""What the county home and a community's home are composed of: a few rows from each room, a query each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import F, Max
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from laces.components import Component
from wagtail.models import Page

from governance.deliberation.enums import Phase
from governance.deliberation.listing import topic_row
from governance.deliberation.models import TopicPage
from governance.disclosure.enums import Affair
from governance.disclosure.listing import days_ago
from governance.disclosure.models import DisclosurePage
from governance.elections.listing import next_words, stage_badge
from governance.elections.models import ElectionPage
from notices.enums import NoticeKind
from notices.listing import notice_row
from notices.query import notice_rows, urgent_notice
from portal.communities.models import Community
from portal.components import Banner, Card, CardGrid, Empty, Row, RowList, Stat, StatRow, Tile, TileGrid
from portal.pages import COMMUNITY_PATH_LENGTH
from portal.shared import fragment, shared
from services.booking.enums import ServiceKind

if TYPE_CHECKING:
    from home.models import CommunityPage, CountyPage

SHOWN = 5


def county_home(page: CountyPage, request: HttpRequest) -> dict[str, Any]:
    """The communities to choose from and the newest notices of all of them."""
    return {
        "urgent": _urgent(None, request),
        "cards": fragment("county:communities", _community_cards),
        "notices": fragment("county:notices", lambda: _county_notices(request)),
    }


def _community_cards() -> CardGrid:
    return CardGrid([community_card(community) for community in Community.objects.open().order_by("pk")])


def _county_notices(request: HttpRequest) -> RowList:
    places = Community.objects.open().filter(root_page__isnull=False)
    names = {place.root_path: place.local_name for place in places.annotate(root_path=F("root_page__path"))}
    return RowList(
        rows=[_county_row(notice, names, request) for notice in notice_rows().published()[: SHOWN + 3]],
        title=_("Latest notices"),
        more_href="/notices/",
        more_text=_("Notices of the county"),
        empty=Empty(_("No notices yet")),
    )


def community_card(community: Community) -> Card:
    """A community to choose."""
    return Card(title=community.local_name, text=community.address, href=f"/{community.key}/", icon="map-pin", level=3)


def _county_row(notice: Page, names: dict[str, str], request: HttpRequest) -> Row:
    row = notice_row(notice, notice.get_url(request) or "")
    place = names.get(notice.path[:COMMUNITY_PATH_LENGTH], _("County"))
    return Row(row.title, row.href, row.date, row.badge, meta=f"{place} · {row.meta}")


def community_home(page: CommunityPage, request: HttpRequest) -> dict[str, Any]:
    """The newest of one community, room by room."""
    community = page.owning_community
    if community is None:
        return {}
    start = page.get_url(request) or f"/{community.key}/"
    part = partial(_part, community)
    return {
        "urgent": _urgent(community, request),
        "tiles": part("tiles", lambda: TileGrid(tiles(community, start), title=_("What would you like to do?"))),
        "notices": part("notices", lambda: _notices(community, start, request)),
        "affairs": part("affairs", lambda: _affairs(community)),
        "topics": part("topics", lambda: _topics(community, start)),
        "election": shared(f"{community.key}:election:{get_language()}", lambda: _election(community, start)),
    }


def _part(community: Community, name: str, make: Callable[[], Component]) -> SafeString:
    return fragment(f"{community.key}:{name}", make)


def tiles(community: Community, start: str) -> list[Tile]:
    """Eight things people come for."""
    return [
        Tile(pgettext("tile", "Fraud"), f"{start}notices/?kind={NoticeKind.FRAUD}", "shield"),
        Tile(pgettext("tile", "Notices"), f"{start}notices/", "bell"),
        Tile(pgettext("tile", "Accounts"), f"{start}disclosure/?affair={Affair.FINANCE}", "wallet"),
        Tile(pgettext("tile", "Talk"), f"{start}deliberation/", "message"),
        Tile(pgettext("tile", "Voters"), f"{start}elections/", "vote"),
        Tile(pgettext("tile", "Meals"), f"{start}services/?kind={ServiceKind.MEALS}#services", "heart"),
        Tile(pgettext("tile", "Services"), f"{start}services/", "calendar"),
        Tile(pgettext("tile", "Directory"), f"{start}directory/", "map-pin"),
    ]


def _urgent(community: Community | None, request: HttpRequest) -> Banner | None:
    name = f"urgent:{community.key if community else ''}:{get_language()}"
    return shared(name, lambda: _banner(urgent_notice(community), request))


def _banner(notice: Page | None, request: HttpRequest) -> Banner | None:
    if notice is None:
        return None
    return Banner(
        text=notice.notice_intro,
        kind="urgent",
        title=notice.title,
        href=notice.get_url(request) or "",
        link_text=_("Read it"),
    )


def _notices(community: Community, start: str, request: HttpRequest) -> RowList:
    newest = notice_rows().for_readers_in(community).published()[:SHOWN]
    return RowList(
        rows=[notice_row(notice, notice.get_url(request) or "") for notice in newest],
        title=_("Latest notices"),
        more_href=f"{start}notices/",
        more_text=_("All notices"),
        empty=Empty(_("No notices yet")),
    )


def _affairs(community: Community) -> StatRow:
    rows = DisclosurePage.objects.in_community(community).live().order_by().values_list("item__affair")
    last = dict(rows.annotate(Max("first_published_at")))
    return StatRow([Stat(days_ago(last.get(affair)), str(affair.label), _("last disclosed")) for affair in Affair])


def _topics(community: Community, start: str) -> RowList:
    pages = TopicPage.objects.in_community(community).published().with_topic().in_phase(Phase.OPEN)[:3]
    return RowList(
        rows=[topic_row(page, f"{start}deliberation/{page.slug}/") for page in pages],
        title=_("Being talked over"),
        more_href=f"{start}deliberation/",
        more_text=_("All topics"),
        empty=Empty(_("No topic is open just now"), _("Tell the office what ought to be talked over."), icon="message"),
    )


def _election(community: Community, start: str) -> Row | None:
    page = ElectionPage.objects.in_community(community).published().with_election().first()
    if page is None:
        return None
    return Row(
        page.title, f"{start}elections/{page.slug}/", badge=stage_badge(page.election), text=next_words(page.election)
    )
