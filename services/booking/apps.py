"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.schedule import Regular, schedule

GENERATE = Regular("booking: make the times of two weeks", "booking.generate_slots", daily="00:10")


class BookingConfig(AppConfig):
    """The room `services.booking`."""

    name = "services.booking"
    label = "booking"
    verbose_name = _("Booking")

    def ready(self) -> None:
        """Have the scheduler make new times every night."""
        self.register_tasks = schedule(self, GENERATE)
