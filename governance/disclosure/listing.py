"""What the list page of disclosures shows, and rows and facts of disclosures for other pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from governance.disclosure.deadlines import TONES, Duty, due_on, duties
from governance.disclosure.enums import Affair, DutyState, Part
from governance.disclosure.forms import DisclosureFilterForm
from governance.disclosure.models import DisclosureItem, DisclosurePage
from governance.disclosure.periods import Period, quarter_of
from governance.disclosure.query import Standing
from portal import clock
from portal.components import Badge, Empty, Row, RowList, Stat, StatRow, Tab, Tabs
from portal.pagination import paginate

if TYPE_CHECKING:
    from governance.disclosure.models import DisclosureIndexPage
    from governance.disclosure.query import DisclosureQuerySet
    from portal.communities.models import Community


@dataclass(frozen=True)
class Branch:
    """One affair of the catalogue tree beside the list."""

    affair: Affair
    href: str
    items: Sequence[tuple[DisclosureItem, str]]
    is_open: bool


def disclosure_list(index: DisclosureIndexPage, community: Community | None, request: HttpRequest) -> dict[str, Any]:
    """One page of rows, tabs, filters, the tree of the catalogue, how the duties stand."""
    items = list(DisclosureItem.objects.all())
    pages = DisclosurePage.objects.child_of(index).published().with_item()
    standing = pages.standing()
    years = dict.fromkeys(row.year for row in standing if row.year)
    form = DisclosureFilterForm(request.GET, items=items, years=years)
    address = index.get_url(request) or ""
    paged = paginate(narrowed(pages, form), request)
    affair = form.chosen("affair")
    return {
        "tabs": affair_tabs(address, affair),
        "form": form,
        "paged": paged,
        "rows": RowList(
            rows=[disclosure_row(page, f"{address}{page.slug}/") for page in paged], empty=_empty(form, address)
        ),
        "last": last_disclosed(standing, items),
        "tree": list(catalogue_tree(items, address, form)),
        "chosen_item": form.items.get(form.chosen("item")),
        "feed_url": f"{address}feed.xml",
        "open_duties": open_duties(community, items, standing, affair),
        "next_due": due_on(quarter_of(clock.today())),
    }


def narrowed(pages: DisclosureQuerySet, form: DisclosureFilterForm) -> DisclosureQuerySet:
    """The pages the filter asks for."""
    if affair := form.chosen("affair"):
        pages = pages.of_affair(Affair(affair))
    if code := form.chosen("item"):
        pages = pages.of_item(form.items[code])
    if year := form.chosen("year"):
        pages = pages.filter(year=int(year))
    if part := form.chosen("part"):
        pages = pages.filter(part=part)
    return pages


def affair_tabs(address: str, chosen: str) -> Tabs:
    """Everything, or one of the three affairs."""
    tabs = [Tab(label=pgettext("disclosures", "All"), href=address, current=not chosen)]
    tabs += [Tab(label=affair.label, href=f"{address}?affair={affair}", current=affair == chosen) for affair in Affair]
    return Tabs(tabs=tabs, label=_("The three affairs"))


def disclosure_row(page: DisclosurePage, href: str) -> Row:
    """A row for a page of `with_item()`."""
    facts = [str(page.item.get_affair_display()), page.item.joint_label] if page.item else []
    if page.period is not None and page.period.has_span:
        facts.insert(1, str(page.period))
    return Row(
        title=page.title, href=href, date=page.first_published_at, badge=punctuality(page), meta=" · ".join(facts)
    )


def punctuality(page: DisclosurePage) -> Badge | None:
    """On time or late, where there is a day to keep."""
    if page.is_on_time is None:
        return None
    state = DutyState.ON_TIME if page.is_on_time else DutyState.LATE
    return Badge(text=state.label, tone=TONES[state])


def last_disclosed(standing: Iterable[Standing], items: Iterable[DisclosureItem]) -> StatRow:
    """How long ago each of the three affairs was last disclosed."""
    affairs = {item.pk: item.affair for item in items}
    last: dict[str, dt.datetime] = {}
    for row in standing:
        affair = affairs.get(row.item)
        if affair and row.last and (affair not in last or row.last > last[affair]):
            last[affair] = row.last
    return StatRow(
        stats=[
            Stat(
                value=days_ago(last.get(affair)),
                label=_("%(affair)s: last disclosed") % {"affair": affair.label},
                tone="neutral" if affair in last else "warn",
            )
            for affair in Affair
        ]
    )


def days_ago(moment: dt.datetime | None) -> str:
    """today, yesterday, 12 days ago; never."""
    if moment is None:
        return _("not yet")
    days = (clock.today() - timezone.localdate(moment)).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def catalogue_tree(items: Iterable[DisclosureItem], address: str, form: DisclosureFilterForm) -> Iterable[Branch]:
    """The catalogue as links into the list, grouped by affair."""
    items = list(items)
    for affair in Affair:
        own = [item for item in items if item.affair == affair]
        links = [(item, f"{address}?{urlencode({'affair': affair.value, 'item': item.code})}") for item in own]
        yield Branch(affair, f"{address}?affair={affair}", links, is_open=form.chosen("affair") == affair)


def open_duties(
    community: Community | None, items: Iterable[DisclosureItem], standing: Iterable[Standing], affair: str = ""
) -> list[Duty]:
    """What the community still owes its residents, of one affair or of all."""
    if community is None or community.root_page is None:
        return []
    root = community.root_page.path
    published = {
        (root, row.item, Period(row.year, Part(row.part))): timezone.localdate(row.first)
        for row in standing
        if row.first and row.year and row.part
    }
    watched = [item for item in items if item.is_watched and item.reported_with_id is None]
    found = duties(communities=[community], items=watched, published=published, today=clock.today())
    return [duty for duty in found if duty.is_open and affair in ("", duty.item.affair)]


def _empty(form: DisclosureFilterForm, address: str) -> Empty:
    if any(form.chosen(name) for name in form.fields):
        return Empty(
            title=_("Nothing disclosed under this choice"),
            text=_("Choose another item or period, or look at everything."),
            href=address,
            link_text=_("Show everything"),
            icon="file-text",
        )
    return Empty(
        title=_("Nothing disclosed yet"), text=_("Ask the office if you are missing something."), icon="file-text"
    )
