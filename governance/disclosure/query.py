"""Disclosures by reader, community, affair and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Max, Min, Q, Sum
from django.utils import timezone

from governance.disclosure.enums import Affair, Frequency, Part
from governance.disclosure.periods import Period
from portal.communities.models import Community
from portal.communities.permissions import scope_of
from portal.pages import COMMUNITY_PATH_LENGTH, PublicPageQuerySet

if TYPE_CHECKING:
    from governance.disclosure.models import DisclosureItem


@dataclass(frozen=True)
class Standing:
    """When an item was first and last disclosed for a period."""

    item: int
    year: int
    part: str
    first: dt.datetime | None
    last: dt.datetime | None


class DisclosureItemQuerySet(models.QuerySet["DisclosureItem"]):
    """The catalogue."""

    def watched(self) -> Self:
        """Items with a deadline every quarter that the county keeps an eye on."""
        return self.filter(is_watched=True, reported_with=None, frequency__in=[Frequency.QUARTERLY, Frequency.PERIOD])

    def articles(self) -> Self:
        """Items disclosed by an article; those with a ledger have a page type of their own."""
        return self.filter(has_ledger=False)


class DisclosureQuerySet(PublicPageQuerySet):
    """Disclosures of every kind: one statement brings a whole list, items included."""

    def visible_to(self, user: Any) -> Self:
        """Everybody sees what is published, staff the drafts of their communities as well."""
        scope = scope_of(user)
        if scope is None:
            return self.all()
        public = Q(pk__in=self.live().public().values("pk"))
        for community in Community.objects.filter(pk__in=scope).select_related("root_page"):
            if community.root_page is not None:
                public |= Q(path__startswith=community.root_page.path)
        return self.filter(public)

    def with_item(self) -> Self:
        """With the catalogue's item of each."""
        return self.select_related("item")

    def of_affair(self, affair: Affair) -> Self:
        """Party, residents' or financial affairs."""
        return self.filter(item__affair=affair)

    def of_item(self, item: DisclosureItem) -> Self:
        """One item of the catalogue; those reported together are found under each of them."""
        return self.filter(item=item.reported_with_id or item.pk)

    def in_periods(self, periods: Iterable[Period]) -> Self:
        """Disclosures about one of these periods."""
        wanted = Q(pk__in=[])
        for period in periods:
            wanted |= Q(year=period.year, part=period.part)
        return self.filter(wanted)

    def standing(self) -> list[Standing]:
        """What was disclosed for which period, and when first and last; in one statement, grouped in the database."""
        times = self.order_by().values_list("item", "year", "part")
        rows = times.annotate(Min("first_published_at"), Max("first_published_at")).order_by("-year")
        return [Standing(*row) for row in rows]


def published_in(periods: Iterable[Period], items: Iterable[DisclosureItem]) -> dict[tuple[str, int, Period], dt.date]:
    """First publications of these items for these periods in every community; one statement for the whole county."""
    from governance.disclosure.models import DisclosurePage

    pages = DisclosurePage.objects.live().in_periods(periods).filter(item__in=list(items))
    rows = pages.order_by("-first_published_at").values_list("path", "item", "year", "part", "first_published_at")
    # Newest first: the first publication is the one that stays.
    return {
        (path[:COMMUNITY_PATH_LENGTH], item, Period(year, Part(part))): timezone.localdate(at)
        for path, item, year, part, at in rows
        if at is not None
    }


class LedgerEntryQuerySet(models.QuerySet[Any]):
    """Rows of ledgers."""

    def by_class(self) -> dict[tuple[str, str], int]:
        """Fen by side and class; in one statement."""
        rows = self.order_by().values_list("side", "category").annotate(Sum("amount_fen"))
        return {(side, category): fen for side, category, fen in rows}
