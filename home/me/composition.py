"""What my page is composed of: the next thing first, then a way to everything of mine."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.elections.models import Registration
from governance.elections.summary import status_badge
from notices.delivery.models import Message
from portal.accounts.models import Resident
from portal.components import Badge, Row, RowList, Tile, TileGrid
from services.booking.models import Booking

NEXT_SHOWN = 3


def my_page(user: Any, resident: Resident | None) -> dict[str, Any]:
    """Next things and tiles of the signed-in person, a query for each kind."""
    if resident is None:
        return {"next": None, "tiles": None}
    unread = Message.objects.visible_to(user).unread().count()
    rows = [*_bookings(user), *_registrations(user)]
    return {"next": RowList(rows=rows, title=_("What comes next")) if rows else None, "tiles": TileGrid(tiles(unread))}


def tiles(unread: int) -> list[Tile]:
    """Everything of mine."""
    return [
        Tile(pgettext("tile", "Messages"), "/me/messages/", "bell", unread),
        Tile(pgettext("tile", "Bookings"), "/me/bookings/", "calendar"),
        Tile(pgettext("tile", "Voting"), "/me/registrations/", "vote"),
        Tile(pgettext("tile", "Family"), "/me/household/", "users"),
        Tile(pgettext("tile", "Privacy"), "/me/privacy/", "shield"),
        Tile(pgettext("tile", "Display"), "/me/preferences/", "globe"),
    ]


def _bookings(user: Any) -> list[Row]:
    mine = Booking.objects.acted_for(user).upcoming(timezone.now()).with_service()[:NEXT_SHOWN]
    return [
        Row(
            title=str(booking.slot.offering),
            href=f"/me/bookings/{booking.public_id}/",
            date=booking.slot.starts,
            badge=Badge(str(booking.get_status_display()), "active"),
            meta=booking.beneficiary.name.reveal(),
        )
        for booking in mine
    ]


def _registrations(user: Any) -> list[Row]:
    mine = Registration.objects.acted_for(user).active().with_election()[:NEXT_SHOWN]
    return [
        Row(
            title=registration.election.title,
            href=f"/me/registrations/{registration.public_id}/",
            badge=status_badge(registration),
            meta=registration.name.reveal(),
        )
        for registration in mine
    ]
