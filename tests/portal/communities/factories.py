"""Communities, estates, posts, and a whole opened site."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.conf import settings
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Locale, Page

from home.actions import open_community, open_county
from home.models import CountyPage
from portal.communities.actions import grant_post
from portal.communities.enums import Role
from portal.communities.models import Building, Community, Estate
from tests.portal.accounts.factories import UserFactory

NAMES = [("heping", "和平里社区"), ("binhe", "滨河社区"), ("wenhua", "文化路社区"), ("yinghu", "映湖社区")]


class CommunityFactory(DjangoModelFactory[Community]):
    """A community without pages; `open_site` gives it some."""

    key = factory.Sequence(lambda n: NAMES[n][0] if n < len(NAMES) else f"community-{n}")
    name = factory.Sequence(lambda n: NAMES[n][1] if n < len(NAMES) else f"第{n}社区")
    name_en = factory.LazyAttribute(lambda c: f"{c.key.title()} Community")
    phone = "0631-6650000"
    police_station = "城区派出所"
    police_phone = "0631-6651110"

    class Meta:
        model = Community
        django_get_or_create = ("key",)

    @classmethod
    def _setup_next_sequence(cls) -> int:
        return 0


class EstateFactory(DjangoModelFactory[Estate]):
    """An estate of a community."""

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"枫林小区{n + 1}期")

    class Meta:
        model = Estate


class BuildingFactory(DjangoModelFactory[Building]):
    """A building of an estate."""

    estate = factory.SubFactory(EstateFactory)
    name = factory.Sequence(lambda n: f"{n + 1}号楼")

    class Meta:
        model = Building


def staff(role: Role, community: Community | None = None, **user: Any) -> Any:
    """A user who holds `role` in `community` (or in the county) since yesterday."""
    person = UserFactory(**user)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    grant_post(user=person, role=role, community=community, granted_by=None, valid_from=yesterday)
    return person


def open_site(communities: int = 2) -> tuple[CountyPage, list[Community]]:
    """A county with its page tree and so many communities, each with every section."""
    # A test of whole transactions before this one has emptied every table, migrated rows included.
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root"))
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(instance=Collection(name="Root"))
    county = open_county(title="邻里")
    opened = []
    for _ in range(communities):
        community = CommunityFactory()
        open_community(community=community, county=county)
        community.refresh_from_db()
        opened.append(community)
    return county, opened
