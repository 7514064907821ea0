"""Disclosures in the section of a community."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wagtail.models import Page

from governance.disclosure.enums import EntryClass, Part, Side
from governance.disclosure.models import (
    AffairsPage,
    DisclosureIndexPage,
    DisclosureItem,
    DisclosurePage,
    FinancialDisclosurePage,
    LedgerEntry,
)
from portal import clock

BODY = [("paragraph", "<p>本季度收到街道拨付工作经费，已按计划使用。</p>")]
INCOME = (Side.INCOME, EntryClass.GOVERNMENT, "街道拨付工作经费", 5_090_000)
EXPENDITURE = (Side.EXPENDITURE, EntryClass.ACTIVITIES, "重阳节活动", 2_988_000)


def item(code: str) -> DisclosureItem:
    """An item of the catalogue."""
    return DisclosureItem.objects.get(code=code)


def disclosure_index(community: Any) -> DisclosureIndexPage:
    """The section of a community."""
    section: DisclosureIndexPage = DisclosureIndexPage.objects.child_of(community.root_page).get()
    return section


def common(**fields: Any) -> dict[str, Any]:
    """What every publishable disclosure has."""
    today = clock.today()
    return {
        "year": 2026,
        "part": Part.THIRD_QUARTER,
        "publisher": "社区居民委员会",
        "display_from": today,
        "display_until": today + dt.timedelta(days=15),
        **fields,
    }


def make_article(
    community: Any, code: str = "R05", *, published: bool = True, user: Any = None, **fields: Any
) -> AffairsPage:
    """An article; published unless told otherwise."""
    values = common(**{"title": "2026年第三季度经费使用情况", "item": item(code), "body": BODY, **fields})
    return _add(community, AffairsPage(live=False, **values), published, user)


def make_accounts(
    community: Any,
    rows: Any = (INCOME, EXPENDITURE),
    *,
    published: bool = True,
    user: Any = None,
    opening: int = 1_000_000,
    closing: int = 3_102_000,
    **fields: Any,
) -> FinancialDisclosurePage:
    """Accounts that balance by default; published unless told otherwise."""
    values = common(**{"title": "2026年第三季度财务收支", "item": item("F02"), **fields})
    page = FinancialDisclosurePage(live=False, opening_fen=opening, closing_fen=closing, **values)
    page.entries = [
        LedgerEntry(
            entered_on=dt.date(2026, 8, 1),
            side=side,
            category=category,
            summary=summary,
            amount_fen=fen,
            sort_order=place,
        )
        for place, (side, category, summary, fen) in enumerate(rows)
    ]
    return _add(community, page, published, user)


def publish_on(page: DisclosurePage, day: dt.date) -> DisclosurePage:
    """Pretend the page was first published on `day`."""
    type(page).objects.filter(pk=page.pk).update(first_published_at=clock.start_of_day(day) + dt.timedelta(hours=9))
    page.refresh_from_db()
    return page


def make_many_articles(community: Any, number: int) -> None:
    """So many live articles without revisions, quickly."""
    section = disclosure_index(community)
    fields = common(item=item("R05"), body=BODY)
    for count in range(number):
        page = AffairsPage(title=f"居务公开（{count + 1}）", slug=f"gongkai-{count}", live=True, **fields)
        page.first_published_at = clock.now() - dt.timedelta(hours=count)
        page.path = Page._get_path(section.path, section.depth + 1, count + 1)
        page.depth, page.numchild = section.depth + 1, 0
        page.url_path, page.locale_id = f"{section.url_path}{page.slug}/", section.locale_id
        page.save(clean=False)
    Page.objects.filter(pk=section.pk).update(numchild=number)


def _add(community: Any, page: Any, published: bool, user: Any) -> Any:
    disclosure_index(community).add_child(instance=page)
    revision = page.save_revision(user=user, clean=published)
    if published:
        revision.publish(user=user)
        page.refresh_from_db()
    return page
