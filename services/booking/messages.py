"""What residents are told about their bookings. Titles name no person: they may be read over a shoulder."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notices.delivery.kinds import MessageKind, register

CONFIRMED = register(
    MessageKind(
        code="booking.confirmed",
        title=_("Booked: %(service)s"),
        text=_(
            "%(starts_at)s, %(place)s. Number %(number)s. If you can't come, please cancel so that someone else can."
        ),
        icon="calendar",
    )
)
MOVED = register(
    MessageKind(
        code="booking.moved",
        title=_("Moved: %(service)s"),
        text=_("The new time is %(starts_at)s, %(place)s. The number %(number)s stays the same."),
        icon="calendar",
    )
)
CANCELLED = register(
    MessageKind(
        code="booking.cancelled",
        title=_("Cancelled: %(service)s"),
        text=_("The booking %(number)s for %(starts_at)s is cancelled."),
        icon="x",
    )
)
CANCELLED_BY_PROVIDER = register(
    MessageKind(
        code="booking.cancelled_by_provider",
        title=_("Does not take place: %(service)s"),
        text=_(
            "The provider had to cancel the booking %(number)s for %(starts_at)s: %(reason)s. You can choose another time."
        ),
        icon="alert",
    )
)
