"""What the public pages of the services show. Nothing here depends on who reads, so that the early cache may keep it.

A kept page is renewed when a time fills up or becomes free again; the number of places left on it may be as old as the
cache keeps a page (five minutes). Whether there still is a place is decided by the booking itself.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.components import Badge, Card, CardGrid, Empty, Fact, Phone, SummaryList, Tile, TileGrid
from portal.components import Slot as SlotButton
from portal.dates import short_day
from portal.pagination import paginate
from portal.templatetags.ui import money
from services.booking.availability import availability, seats_left
from services.booking.enums import KIND_ICONS, ServiceKind
from services.booking.models import Offering, Slot

if TYPE_CHECKING:
    from portal.communities.models import Community
    from services.booking.models import ServiceIndexPage, ServicePage

PAGE_SIZE = 20
# Numbers of the whole country or county: medical, police, fire, elderly-care line.
EMERGENCY_NUMBERS = (
    ("120", gettext_lazy("Ambulance")),
    ("110", gettext_lazy("Police")),
    ("119", gettext_lazy("Fire brigade")),
    ("12349", gettext_lazy("Elderly care line")),
)


def service_list(index: ServiceIndexPage, community: Community | None, request: HttpRequest) -> dict[str, Any]:
    """Tiles of all kinds and the cards of one kind or of all."""
    from services.booking.models import ServicePage

    address = index.get_url(request) or ""
    kind = _kind(request.GET.get("kind", ""))
    pages = ServicePage.objects.child_of(index).live().public().filter(offering__isnull=False)
    if kind is not None:
        pages = pages.filter(offering__kind=kind)
    pages = pages.select_related("offering").order_by(_in_order_of_kinds(), "title")
    paged = paginate(pages, request, size=PAGE_SIZE)
    first = first_free([page.offering for page in paged], timezone.now())
    return {
        "kind": kind,
        "tiles": TileGrid(tiles=[kind_tile(each, address) for each in ServiceKind]),
        "cards": CardGrid(cards=[service_card(page, address, first) for page in paged]),
        "paged": paged,
        "empty": _nothing_yet(kind, address),
        "emergency": emergency_phones(community) if kind in (None, ServiceKind.EMERGENCY) else [],
    }


def _in_order_of_kinds() -> Case:
    return Case(*(When(offering__kind=kind, then=place) for place, kind in enumerate(ServiceKind)))


def _kind(text: str) -> ServiceKind | None:
    return ServiceKind(text) if text in ServiceKind.values else None


def kind_tile(kind: ServiceKind, address: str) -> Tile:
    """The tile of a kind; emergency help leads to the phone numbers."""
    target = f"{address}?kind={kind}#services" if kind != ServiceKind.EMERGENCY else f"{address}#emergency"
    return Tile(label=str(kind.label), href=target, icon=KIND_ICONS[kind])


def service_card(page: ServicePage, address: str, first: dict[int, dt.datetime]) -> Card:
    """A service with its price, and the first day on which it is free."""
    offering: Offering = page.offering  # type: ignore[assignment]
    start = first.get(offering.pk)
    free = Badge(text=_("Free from %(day)s") % {"day": short_day(start)}, tone="good") if start else None
    return Card(
        title=page.title,
        text=page.intro,
        href=f"{address}{page.slug}/",
        meta=" · ".join([price_words(offering), offering.provider]),
        badge=free or Badge(text=_("No free times"), tone="neutral"),
        icon=KIND_ICONS[ServiceKind(offering.kind)],
    )


def _nothing_yet(kind: ServiceKind | None, address: str) -> Empty:
    text = _("Nothing can be booked here yet. Call the community office: it knows who can help.")
    return Empty(title=_("No services yet"), text=text, href=address if kind else "", link_text=_("All services"))


def first_free(offerings: list[Any], now: dt.datetime) -> dict[int, dt.datetime]:
    """The first free time of each offering that can still be booked, by primary key; one query."""
    within_deadline = Q(pk=None)
    for offering in offerings:
        within_deadline |= Q(offering=offering, starts__gte=offering.book_by.earliest_start(now))
    rows = Slot.objects.open().free().filter(within_deadline, starts__gt=now).next_per_offering()
    return {row["offering"]: row["first"] for row in rows}


def emergency_phones(community: Community | None) -> list[Phone]:
    """Whom to call; works without signing in and without any further page."""
    phones = [Phone(number=number, label=str(label), big=True) for number, label in EMERGENCY_NUMBERS]
    if community is not None and community.duty_phone:
        phones.append(Phone(number=community.duty_phone, label=_("Community duty, day and night"), big=True))
    return phones


def service_detail(page: ServicePage, community: Community | None, request: HttpRequest) -> dict[str, Any]:
    """Facts, days and times of one service."""
    offering = page.offering
    if offering is None or community is None:
        return {"facts": None, "available": None}
    key = community.key

    def button(slot: Slot) -> SlotButton:
        href = reverse("book_slot", args=[key, slot.public_id])
        return SlotButton(time=slot.starts, href=href, note=seats_left(slot), full=slot.is_full)

    asked = request.GET.get("day", "")
    return {
        "offering": offering,
        "facts": SummaryList(facts=service_facts(offering, page.food_licence)),
        "available": availability(offering, asked, button=button, now=timezone.now()),
    }


def service_facts(offering: Offering, food_licence: str = "") -> list[Fact]:
    """What people want to know before they book."""
    facts = [
        Fact(_("Price"), price_words(offering)),
        Fact(_("Provider"), offering.provider),
        Fact(_("Place"), offering.place),
    ]
    if offering.subsidy_note:
        facts.insert(1, Fact(_("Subsidy"), offering.subsidy_note))
    if offering.min_age:
        facts.append(Fact(_("For whom"), _("People aged %(age)s and over") % {"age": offering.min_age}))
    if food_licence:
        facts.append(Fact(_("Food licence"), food_licence))
    return facts


def price_words(offering: Offering) -> str:
    """¥15.00, or free of charge."""
    return money(offering.price) if offering.price_fen else _("Free of charge")
