"""The channels on top, the tabs at the bottom of a phone: real destinations only, without a query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext, pgettext_lazy

from portal.pages import section_types

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from portal.communities.models import Community


@dataclass(frozen=True)
class Destination:
    """A link of the navigation."""

    label: str | Promise
    href: str
    icon: str = ""
    current: bool = False


# Short names for the tabs, four characters at most, by the section's slug.
TAB_LABELS = {"services": pgettext_lazy("tab", "Services"), "deliberation": pgettext_lazy("tab", "Talk")}
TAB_ICONS = {"services": "heart", "deliberation": "message"}


@cache
def _sections() -> tuple[tuple[str, Any, bool], ...]:
    """Slug, title and whether the county has it too; the installed page types don't change while the site runs."""
    return tuple((kind.section_slug, kind.section_title, kind.for_county) for kind in section_types())


def channels(community: Community | None, path: str) -> list[Destination]:
    """The sections of the community, or those of the county itself."""
    start = f"/{community.key}/" if community else "/"
    found = [Destination(pgettext("tab", "Home"), start, "home", path == start)]
    for slug, title, for_county in _sections():
        if community or for_county:
            address = f"{start}{slug}/"
            found.append(Destination(title, address, "", path.startswith(address)))
    return found


def tabs(community: Community | None, path: str, *, with_phone: bool) -> list[Destination]:
    """Four tabs; elder mode adds the community's phone, always within reach (MIIT 2021, contact a human)."""
    start = f"/{community.key}/" if community else "/"
    found = [Destination(pgettext("tab", "Home"), start, "home", path == start)]
    if community:
        slugs = {slug for slug, _title, _for_county in _sections()}
        found += [
            Destination(label, f"{start}{slug}/", TAB_ICONS[slug], path.startswith(f"{start}{slug}/"))
            for slug, label in TAB_LABELS.items()
            if slug in slugs
        ]
        if with_phone and community.phone:
            found.append(
                Destination(
                    pgettext("tab", "Call"), "tel:" + "".join(c for c in community.phone if c.isdigit()), "phone"
                )
            )
    else:
        found.append(Destination(pgettext("tab", "Communities"), "/#communities", "landmark"))
        found.append(Destination(pgettext("tab", "Search"), "/search/", "search", path.startswith("/search/")))
    found.append(Destination(pgettext("tab", "Mine"), "/me/", "user", path.startswith("/me/")))
    return found
