"""What is offered, at which times, and who booked it."""

from services.booking.models.booking import Booking
from services.booking.models.offering import Offering, SlotPattern
from services.booking.models.pages import ServiceIndexPage, ServicePage
from services.booking.models.slot import Slot

__all__ = ["Booking", "Offering", "ServiceIndexPage", "ServicePage", "Slot", "SlotPattern"]
