"""Dashboard panel: today's bookings and whom to look after."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from portal import clock
from portal.communities.permissions import holds
from portal.crypto.masking import mask_name
from services.booking.enums import BookingStatus
from services.booking.models import Booking
from services.booking.permissions import HANDLERS

SHOWN = 8


class TodaysBookingsPanel(Component):
    """Today's bookings by time, and those for which a welfare check is due; two queries."""

    name = "todays-bookings"
    template_name = "booking/todays_bookings_panel.html"
    order = 120

    def __init__(self, user: Any) -> None:
        self.user = user

    @property
    def is_shown(self) -> bool:
        """To those who give the services."""
        return holds(self.user, *HANDLERS)

    @cached_property
    def today(self) -> list[Booking]:
        """Those that still stand, by time."""
        own = Booking.objects.staffed_by(self.user, *HANDLERS).filter(status=BookingStatus.CONFIRMED)
        return list(own.on_day(clock.today()).with_service())

    @cached_property
    def waiting(self) -> list[Booking]:
        """Late, and nobody has asked after the person."""
        own = Booking.objects.staffed_by(self.user, *HANDLERS)
        return list(own.awaiting_outcome(clock.now()).with_service()[:SHOWN])

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Rows with masked names."""
        return {"today": _rows(self.today[:SHOWN]), "number": len(self.today), "waiting": _rows(self.waiting)}


def _rows(bookings: list[Booking]) -> list[dict[str, Any]]:
    return [{"booking": each, "name": mask_name(each.beneficiary.name.reveal())} for each in bookings]
