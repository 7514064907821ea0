"""Facts for indicators 9 (convenience facilities) and 10 (bills that can be paid online)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from portal.evidence import Evidence, Strength, evidence
from services.directory.enums import CONVENIENCE, Bill, EntryKind
from services.directory.models import DirectoryEntry

if TYPE_CHECKING:
    from portal.communities.models import Community
    from services.directory.query import DirectoryEntryQuerySet


@evidence(
    "facility_directory_by_kind",
    indicators=(9,),
    strength=Strength.PROVES,
    label=_("Convenience facilities in the directory, checked within 180 days"),
)
def facilities_checked(community: Community, until: dt.date) -> Evidence:
    """Devices of all convenience kinds whose entry was checked within half a year."""
    devices = _facilities(community).checked_by_day(until).aggregate(number=Sum("units"))["number"] or 0
    return Evidence(devices, devices >= 1, _address(community, EntryKind.FACILITY))


@evidence(
    "facility_kinds",
    indicators=(9,),
    strength=Strength.SUPPORTS,
    label=_("Kinds of convenience facility, checked within 180 days"),
)
def facility_kinds(community: Community, until: dt.date) -> Evidence:
    """How many different kinds there are."""
    kinds = _facilities(community).checked_by_day(until).order_by().values("facility").distinct().count()
    return Evidence(kinds, None, _address(community, EntryKind.FACILITY))


@evidence(
    "payment_directory_complete",
    indicators=(10,),
    strength=Strength.PROVES,
    label=_("Bills out of five with a checked online channel in every estate"),
)
def bills_payable(community: Community, until: dt.date) -> Evidence:
    """Bills payable online everywhere: by a channel of the whole community or county, or by one in each estate."""
    estates = set(community.estates.values_list("pk", flat=True))
    payable = sum(covers(bill, community, until, estates) for bill in Bill)
    return Evidence(payable, payable == len(Bill), _address(community, EntryKind.PAYMENT))


@evidence(
    "payment_channels_checked",
    indicators=(10,),
    strength=Strength.SUPPORTS,
    label=_("Online payment channels in the directory, checked within 180 days"),
)
def channels_checked(community: Community, until: dt.date) -> Evidence:
    """How many online channels stand in the directory."""
    return Evidence(_channels(community).checked_by_day(until).count(), None, _address(community, EntryKind.PAYMENT))


def covers(bill: Bill, community: Community, until: dt.date, estates: set[int]) -> bool:
    """Whether a bill can be paid from every estate."""
    places = set(_channels(community).paying(bill).checked_by_day(until).order_by().values_list("estate", flat=True))
    return None in places or (bool(estates) and estates <= places)


def _facilities(community: Community) -> DirectoryEntryQuerySet:
    found: DirectoryEntryQuerySet = DirectoryEntry.objects.published().in_community(community)
    return found.facilities(*CONVENIENCE)


def _channels(community: Community) -> DirectoryEntryQuerySet:
    found: DirectoryEntryQuerySet = DirectoryEntry.objects.published().serving(community)
    return found.of_kind(EntryKind.PAYMENT).online()


def _address(community: Community, kind: EntryKind) -> str:
    return f"/{community.key}/directory/?kind={kind}"
