"""Entries of the directory."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal import clock
from services.directory.enums import EntryKind, FacilityKind
from services.directory.models import DirectoryEntry
from tests.portal.communities.factories import CommunityFactory


class EntryFactory(DjangoModelFactory[DirectoryEntry]):
    """A guide of a community, checked today."""

    community = factory.SubFactory(CommunityFactory)
    kind = EntryKind.GUIDE
    name = factory.Sequence(lambda n: f"老年优待证办理{n + 1}")
    good_for = "年满60周岁，坐公交、逛公园有优待。"
    checked_on = factory.LazyFunction(clock.today)

    class Meta:
        model = DirectoryEntry

    class Params:
        facility_entry = factory.Trait(
            kind=EntryKind.FACILITY,
            facility=FacilityKind.WATER,
            name=factory.Sequence(lambda n: f"饮水机{n + 1}"),
            good_for="接直饮水。",
        )
        channel = factory.Trait(
            kind=EntryKind.PAYMENT,
            find_as="乳山农商银行",
            name=factory.Sequence(lambda n: f"缴费渠道{n + 1}"),
            good_for="交费。",
            pays_water=True,
        )
        hotline = factory.Trait(
            kind=EntryKind.HOTLINE,
            phone="0631-6650000",
            name=factory.Sequence(lambda n: f"电话{n + 1}"),
            good_for="问事。",
        )
        county_wide = factory.Trait(community=None)
        stale = factory.Trait(checked_on=factory.LazyFunction(lambda: clock.add_days(clock.today(), -181)))


def form_data(entry: Any, **changes: Any) -> dict[str, Any]:
    """What the admin form sends for an entry."""
    names = [
        "kind",
        "community",
        "name",
        "name_en",
        "good_for",
        "good_for_en",
        "units",
        "phone",
        "address",
        "hours",
        "materials",
        "link",
        "order",
    ]
    values = {name: getattr(entry, f"{name}_id" if name == "community" else name) for name in names}
    return {name: "" if value is None else value for name, value in values.items()} | {"is_published": "on"} | changes
