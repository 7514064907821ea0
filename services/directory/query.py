"""Which entries somebody sees, which need a check, which cover a bill."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from portal.communities.enums import Role
from portal.communities.permissions import scope_of
from portal.communities.query import CommunityScopedQuerySet
from services.directory.enums import Bill, EntryKind, FacilityKind
from services.directory.freshness import oldest_fresh_day

if TYPE_CHECKING:
    from portal.communities.models import Community

KEEPER_ROLES = (Role.OPERATOR, Role.MANAGER, Role.COUNTY)
ROW_TEXTS = ("name", "name_en", "good_for", "good_for_en", "address", "phone", "materials", "find_as", "estate__name")


class DirectoryEntryQuerySet(CommunityScopedQuerySet):
    """Entries of a community stand beside those of the whole county."""

    def published(self) -> Self:
        """Those residents see, of communities that are open."""
        return self.filter(is_published=True).exclude(community__is_open=False)

    def serving(self, community: Community | None) -> Self:
        """The county's entries and, with a community, that community's own."""
        county_wide = Q(community=None)
        return self.filter(county_wide | Q(community=community) if community else county_wide)

    def kept_by(self, user: Any) -> Self:
        """Those whose checking is the user's business: her communities', and the county's for a county post."""
        scope = scope_of(user, KEEPER_ROLES)
        return self.all() if scope is None else self.filter(community__in=scope)

    def of_kind(self, kind: EntryKind | str) -> Self:
        """Entries of one kind."""
        return self.filter(kind=kind)

    def matching(self, words: str) -> Self:
        """Entries that hold every word in one of their texts."""
        found = self
        for word in words.split():
            anywhere = Q()
            for text in ROW_TEXTS:
                anywhere |= Q(**{f"{text}__icontains": word})
            found = found.filter(anywhere)
        return found

    def paying(self, bill: Bill) -> Self:
        """Payment channels for one bill."""
        return self.filter(kind=EntryKind.PAYMENT, **{bill.field: True})

    def online(self) -> Self:
        """Channels that are reached without going anywhere: by a link or by a name to look for."""
        return self.exclude(link="", find_as="")

    def facilities(self, *kinds: FacilityKind) -> Self:
        """Facilities of these kinds, of all kinds without any."""
        found = self.of_kind(EntryKind.FACILITY)
        return found.filter(facility__in=kinds) if kinds else found

    def checked_by_day(self, day: dt.date) -> Self:
        """Those whose check counts on `day`."""
        return self.filter(checked_on__gte=oldest_fresh_day(day), checked_on__lte=day)

    def to_check(self, day: dt.date) -> Self:
        """Published ones whose check is missing or too old, the never checked first."""
        too_old = Q(checked_on=None) | Q(checked_on__lt=oldest_fresh_day(day))
        return self.filter(too_old, is_published=True).order_by(F("checked_on").asc(nulls_first=True), "pk")

    def first_of_each_kind(self, number: int) -> Self:
        """The first `number` entries of every kind, in one statement."""
        place = Window(RowNumber(), partition_by=[F("kind")], order_by=list(self.model._meta.ordering))
        return self.annotate(place_in_kind=place).filter(place_in_kind__lte=number)
