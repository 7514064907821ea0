"""Admin registration of the booking room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.communities.permissions import PostPermissionPolicy
from services.booking.components import TodaysBookingsPanel
from services.booking.models import Booking, Offering, Slot, SlotPattern
from services.booking.permissions import HANDLERS, KEEPERS, VIEWERS
from services.booking.viewsets import BookingViewSetGroup

register_permission_policy(
    Booking,
    PostPermissionPolicy(Booking, {"view": VIEWERS, "handle": HANDLERS}, community_path="slot__offering__community"),
)
register_permission_policy(
    Offering, PostPermissionPolicy(Offering, {"add": KEEPERS, "change": KEEPERS, "view": VIEWERS})
)
register_permission_policy(
    SlotPattern,
    PostPermissionPolicy(
        SlotPattern,
        {"add": KEEPERS, "change": KEEPERS, "delete": KEEPERS, "view": VIEWERS},
        community_path="offering__community",
    ),
)
register_permission_policy(
    Slot,
    PostPermissionPolicy(
        Slot, {"add": KEEPERS, "change": KEEPERS, "view": VIEWERS}, community_path="offering__community"
    ),
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> BookingViewSetGroup:
    """Bookings, services, weekly times, times."""
    return BookingViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_todays_bookings(request: HttpRequest, panels: list[Any]) -> None:
    """Today's bookings, on the dashboard of those who give the services."""
    panel = TodaysBookingsPanel(request.user)
    if panel.is_shown:
        panels.append(panel)
