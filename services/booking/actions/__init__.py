"""Writes of the booking room."""

from services.booking.actions.bookings import book_slot, cancel_booking, cancel_booking_for_provider, move_booking
from services.booking.actions.outcomes import complete_booking, mark_no_show, record_welfare_check, reveal_contact
from services.booking.actions.schedule import close_slot, generate_slots, note_change

__all__ = [
    "book_slot",
    "cancel_booking",
    "cancel_booking_for_provider",
    "close_slot",
    "complete_booking",
    "generate_slots",
    "mark_no_show",
    "move_booking",
    "note_change",
    "record_welfare_check",
    "reveal_contact",
]
