"""Writes of the booking room."""

from services.booking.actions.bookings import book_slot, cancel_booking, cancel_booking_for_provider, move_booking
from services.booking.actions.outcomes import complete_booking, mark_no_show, record_welfare_check, reveal_contact
from services.booking.actions.schedule import drop_pattern, generate_slots, keep_offering, keep_pattern, keep_slot

__all__ = [
    "book_slot",
    "cancel_booking",
    "cancel_booking_for_provider",
    "complete_booking",
    "drop_pattern",
    "generate_slots",
    "keep_offering",
    "keep_pattern",
    "keep_slot",
    "mark_no_show",
    "move_booking",
    "record_welfare_check",
    "reveal_contact",
]
