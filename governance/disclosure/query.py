"""Disclosures by reader, community, affair and period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Max, Q, Sum

from governance.disclosure.enums import Affair, Frequency
from governance.disclosure.periods import Period
from portal.communities.models import Community
from portal.communities.permissions import scope_of
from portal.pages import PublicPageQuerySet

if TYPE_CHECKING:
    import datetime as dt

    from governance.disclosure.models import DisclosureItem


class DisclosureItemQuerySet(models.QuerySet["DisclosureItem"]):
    """The catalogue."""

    def watched(self) -> Self:
        """Items with a deadline every quarter that the county keeps an eye on."""
        return self.filter(
            is_watched=True, reported_with=None, frequency__in=[Frequency.QUARTERLY, Frequency.PERIOD]
        )

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

    def last_disclosed(self) -> dict[str, dt.datetime]:
        """When each affair was last disclosed, by affair; in one statement."""
        rows = self.order_by().values_list("item__affair").annotate(Max("first_published_at"))
        return {affair: last for affair, last in rows if affair and last}


class LedgerEntryQuerySet(models.QuerySet[Any]):
    """Rows of ledgers."""

    def by_class(self) -> dict[tuple[str, str], int]:
        """Fen by side and class; in one statement."""
        rows = self.order_by().values_list("side", "category").annotate(Sum("amount_fen"))
        return {(side, category): fen for side, category, fen in rows}
