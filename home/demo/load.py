"""Filling the site: communities, people, then every room's own `demo.load(world)`."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils import timezone, translation

from home.actions import open_community, open_county
from home.demo.communities import SIX_COMMUNITIES, CommunityFacts
from home.demo.people import load_household, load_staff
from home.demo.pictures import picture
from home.models import CountyPage
from portal.accounts.models import Resident
from portal.communities.models import Building, Community, Estate
from portal.demo import World

COUNTY_TITLE = "邻里 · 智慧社区"
COUNTY_INTRO = "通知、公开、议事、办事，都在家门口。"


def load_demo(say: Callable[[str], None]) -> World:
    """Load everything, telling `say` what was done and how long it took. Loading again changes nothing."""
    with translation.override("zh-hans"):
        county = open_county(title=COUNTY_TITLE, intro=COUNTY_INTRO)
        communities = [load_community(facts, number, county) for number, facts in enumerate(SIX_COMMUNITIES)]
        people = load_staff(communities)
        residents: dict[str, Resident] = {}
        fathers: dict[str, Resident] = {}
        for number, community in enumerate(communities):
            household, fathers[community.key] = load_household(community, number)
            residents |= household
        people |= {login: resident.user for login, resident in residents.items() if resident.user}
        world = World(communities, timezone.localdate(), people, residents, fathers, draw=picture)
        say(f"{len(communities)} communities, {len(people)} logins")
        for config in apps.get_app_configs():
            if config.label != "home" and find_spec(f"{config.name}.demo") and config.name != "portal":
                started = time.monotonic()
                import_module(f"{config.name}.demo").load(world)
                say(f"{config.label} {time.monotonic() - started:.1f} s")
    return world


def load_community(facts: CommunityFacts, number: int, county: CountyPage) -> Community:
    """One community with its estates, buildings and pages."""
    community, _created = Community.objects.get_or_create(
        key=facts.key,
        defaults={
            "name": facts.name,
            "name_en": facts.name_en,
            "households_total": facts.households,
            "introduction": facts.introduction,
            "address": facts.address,
            "office_hours": "周一至周五 8:30–17:30，周六 9:00–12:00",
            "phone": f"0631-66500{number + 1:02d}",
            "duty_phone": f"0631-66510{number + 1:02d}",
            "police_station": f"{facts.name[:2]}派出所",
            "police_phone": f"0631-66520{number + 1:02d}",
        },
    )
    for estate_facts in facts.estates:
        estate, _created = Estate.objects.get_or_create(
            community=community,
            name=estate_facts.name,
            defaults={"is_gated": estate_facts.is_gated, "has_ebikes": estate_facts.has_ebikes},
        )
        for name in estate_facts.buildings:
            Building.objects.get_or_create(
                estate=estate, name=f"{name}号楼", defaults={"storeys": estate_facts.storeys}
            )
    page = open_community(community=community, county=county)
    if not page.intro:
        page.intro = facts.introduction
        page.picture = picture(f"community-{facts.key}")
        page.save()
    return community
