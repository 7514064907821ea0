"""What the public pages of the directory show; the same for everyone, so that the early cache may keep it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components import Badge, Empty, Fact, Filters, SummaryList, Tab, Tabs
from portal.dates import day
from portal.pagination import paginate
from services.directory.enums import CheckState, EntryKind
from services.directory.forms import DirectoryFilterForm
from services.directory.models import DirectoryEntry

if TYPE_CHECKING:
    from portal.communities.models import Community
    from services.directory.models import DirectoryIndexPage
    from services.directory.query import DirectoryEntryQuerySet

SHOWN_OF_KIND = 5
PAGE_SIZE = 20
CHECK_TONES = {CheckState.STALE: "warn", CheckState.NEVER: "neutral"}


@dataclass(frozen=True)
class Line:
    """An entry as a row of a list."""

    entry: DirectoryEntry
    href: str
    badge: Badge | None
    meta: str


@dataclass(frozen=True)
class Group:
    """The first entries of a kind."""

    kind: EntryKind
    lines: list[Line]
    total: int
    href: str

    @property
    def is_cut(self) -> bool:
        """Whether there are more than shown."""
        return self.total > len(self.lines)


def directory_list(index: DirectoryIndexPage, request: HttpRequest, community: Community | None) -> dict[str, Any]:
    """All kinds with their first entries, or one page of what was chosen or looked for."""
    form = DirectoryFilterForm(request.GET)
    address = index.get_url(request) or ""
    entries = DirectoryEntry.objects.published().serving(community).select_related("estate")
    context = {
        "tabs": kind_tabs(address, form.chosen_kind),
        "filters": Filters(form, action=address, title=_("Look in the directory")),
        "empty": Empty(
            title=_("Nothing found"), text=_("Try another word, or ring the office: we are glad to look for you.")
        ),
    }
    if form.chosen_kind is None and not form.words:
        return context | {"groups": groups(entries, address)}
    paged = paginate(chosen(entries, form), request, size=PAGE_SIZE)
    return context | {
        "paged": paged,
        "kind": form.chosen_kind,
        "words": form.words,
        "lines": [line(entry, address) for entry in paged],
    }


def chosen(entries: DirectoryEntryQuerySet, form: DirectoryFilterForm) -> DirectoryEntryQuerySet:
    """What the filter leaves; between entries of different kinds the kinds' own order."""
    found = entries.matching(form.words)
    if form.chosen_kind is not None:
        found = found.of_kind(form.chosen_kind)
    if form.chosen_bill is not None:
        found = found.paying(form.chosen_bill)
    if form.chosen_facility is not None:
        found = found.facilities(form.chosen_facility)
    return found


def groups(entries: DirectoryEntryQuerySet, address: str) -> list[Group]:
    """Every kind that has entries, two statements whatever their number."""
    totals = dict(entries.order_by().values_list("kind").annotate(Count("pk")))
    first = entries.first_of_each_kind(SHOWN_OF_KIND).order_by("kind", "place_in_kind")
    found = {EntryKind(kind): list(members) for kind, members in groupby(first, key=lambda entry: entry.kind)}
    return [
        Group(
            kind=kind,
            lines=[line(entry, address) for entry in found[kind]],
            total=totals[kind],
            href=f"{address}?kind={kind}",
        )
        for kind in EntryKind
        if kind in found
    ]


def line(entry: DirectoryEntry, address: str) -> Line:
    """One row: where, when, and whether to ring before going."""
    place = entry.address or (entry.estate.name if entry.estate else "")
    parts = [
        entry.get_facility_display(),
        devices(entry),
        place,
        "" if entry.kind == EntryKind.HOTLINE else entry.hours,
        _("used by staff only") if entry.is_behind_scenes else "",
        *[str(bill.label) for bill in entry.bills],
    ]
    return Line(entry, f"{address}{entry.public_id}/", check_badge(entry), " · ".join(filter(None, parts)))


def devices(entry: DirectoryEntry) -> str:
    """How many machines stand there, where it is more than one."""
    return _("%(count)s devices") % {"count": entry.units} if entry.units > 1 else ""


def check_badge(entry: DirectoryEntry) -> Badge | None:
    """A warning where the last check is too old to rely on."""
    state = entry.check_state
    if state == CheckState.FRESH or entry.is_behind_scenes:
        return None
    return Badge(str(state.label), CHECK_TONES[state])


def kind_tabs(address: str, current: EntryKind | None) -> Tabs:
    """All entries, or those of one kind."""
    tabs = [Tab(label=pgettext("directory", "All"), href=address, current=current is None)]
    tabs += [Tab(label=str(kind.label), href=f"{address}?kind={kind}", current=kind == current) for kind in EntryKind]
    return Tabs(tabs=tabs, label=_("Kinds of entry"))


def entry_facts(entry: DirectoryEntry) -> SummaryList:
    """What the entry's own page says about it."""
    facts = [
        Fact(_("Kind"), entry.get_facility_display() or str(EntryKind(entry.kind).label)),
        Fact(_("Devices"), devices(entry)),
        Fact(_("Estate"), entry.estate.name if entry.estate else ""),
        Fact(_("Address"), entry.address),
        Fact(pgettext("opening", "Hours"), entry.hours),
        Fact(_("In WeChat or the app store it is called"), entry.find_as),
        Fact(_("Bills"), "、".join(str(bill.label) for bill in entry.bills)),
        Fact(_("In this portal"), "；".join(str(honour.label) for honour in entry.honours)),
        Fact(_("Last checked"), day(entry.checked_on) if entry.checked_on else _("not checked yet")),
    ]
    return SummaryList([fact for fact in facts if fact.value])
