"""Kinds of service, states of a booking, and the one table of what may follow what."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ServiceKind(TextChoices):
    """The seven kinds of help that indicator 8 counts, and two that residents of any age book."""

    MEALS = "meals", _("Meals")
    BATHING = "bathing", _("Bathing")
    CLEANING = "cleaning", _("Cleaning")
    MEDICAL = "medical", _("Medical escort")
    MOBILITY = "mobility", _("Getting about")
    EMERGENCY = "emergency", _("Emergency help")
    LEISURE = "leisure", _("Leisure and company")
    HOME_HELP = "home_help", _("Home help")
    REPAIR = "repair", _("Appliance repair")


# 助餐 助浴 助洁 助医 助行 助急 助乐: only these count towards indicator 8.
ELDERLY_KINDS = frozenset(
    {
        ServiceKind.MEALS,
        ServiceKind.BATHING,
        ServiceKind.CLEANING,
        ServiceKind.MEDICAL,
        ServiceKind.MOBILITY,
        ServiceKind.EMERGENCY,
        ServiceKind.LEISURE,
    }
)
# Help in an emergency is never booked by the hour: its page shows whom to call.
UNBOOKABLE_KINDS = frozenset({ServiceKind.EMERGENCY})
KIND_ICONS = {
    ServiceKind.MEALS: "heart",
    ServiceKind.BATHING: "home",
    ServiceKind.CLEANING: "check",
    ServiceKind.MEDICAL: "shield",
    ServiceKind.MOBILITY: "map-pin",
    ServiceKind.EMERGENCY: "phone",
    ServiceKind.LEISURE: "users",
    ServiceKind.HOME_HELP: "user",
    ServiceKind.REPAIR: "landmark",
}


NOTE_LENGTH = 300


class BookingStatus(TextChoices):
    """A booking's state."""

    CONFIRMED = "confirmed", _("Booked")
    COMPLETED = "completed", _("Completed")
    CANCELLED_BY_USER = "cancelled_by_user", _("Cancelled")
    CANCELLED_BY_PROVIDER = "cancelled_by_provider", _("Cancelled by the provider")
    NO_SHOW = "no_show", _("Did not come")


TRANSITIONS: dict[BookingStatus, frozenset[BookingStatus]] = {
    BookingStatus.CONFIRMED: frozenset(set(BookingStatus) - {BookingStatus.CONFIRMED}),
    BookingStatus.COMPLETED: frozenset(),
    BookingStatus.CANCELLED_BY_USER: frozenset(),
    BookingStatus.CANCELLED_BY_PROVIDER: frozenset(),
    BookingStatus.NO_SHOW: frozenset(),
}
CANCELLED = frozenset({BookingStatus.CANCELLED_BY_USER, BookingStatus.CANCELLED_BY_PROVIDER})
# States that keep the seat: `Slot.booked` is always the number of the slot's bookings in one of these.
SEATED = frozenset(set(BookingStatus) - CANCELLED)


class WelfareOutcome(TextChoices):
    """What came of looking after somebody who did not come: the check precedes the mark "did not come"."""

    WELL = "well", _("Reached, all is well")
    HELPED = "helped", _("Reached, help was needed and given")
    VISITED = "visited", _("Not reached by phone, visited by the grid worker")
    ALARMED = "alarmed", _("Not reached, 110 or 120 called")


class Weekday(TextChoices):
    """ISO weekdays as their numbers."""

    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")
