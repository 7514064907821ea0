"""Booking: a seat for one resident at one time."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Resident
from portal.crypto.fields import SealedField
from services.booking.enums import NOTE_LENGTH, SEATED, BookingStatus, WelfareOutcome
from services.booking.models.slot import Slot
from services.booking.query import BookingQuerySet

NUMBER_DIGITS = 12


def number_of(public_id: uuid.UUID) -> str:
    """Twelve digits that can be read out on the phone; they tell nothing about how many bookings there are."""
    return f"{public_id.int % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}d}"


class Booking(models.Model):
    """Who comes, who booked it, and what became of it. States move through `actions.move_status` only."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=NUMBER_DIGITS, unique=True, editable=False)
    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, related_name="bookings", db_index=False, verbose_name=_("time")
    )
    beneficiary = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="bookings", db_index=False, verbose_name=_("for")
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("booked by"),
    )
    key = models.UUIDField(editable=False)
    status = models.CharField(
        _("state"), max_length=24, choices=BookingStatus.choices, default=BookingStatus.CONFIRMED, editable=False
    )
    note = SealedField(_("note"), max_plain=NOTE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("booked"), default=timezone.now, editable=False)
    status_at = models.DateTimeField(_("state since"), default=timezone.now, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    welfare_outcome = models.CharField(
        _("welfare check"), max_length=12, choices=WelfareOutcome.choices, blank=True, editable=False
    )
    welfare_checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    welfare_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    # How often the time was moved: the calendar entry's SEQUENCE, so that an updated file replaces the earlier entry.
    moves = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "beneficiary"],
                condition=Q(status__in=sorted(SEATED)),
                name="booking_once_per_slot",
                violation_error_message=_("This person already has a booking for this time."),
            ),
            models.UniqueConstraint(fields=["booked_by", "key"], name="booking_key_once"),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.NO_SHOW) | Q(welfare_checked_at__isnull=False),
                name="booking_welfare_before_no_show",
                violation_error_message=_("First record how the person was found: whoever doesn't come may need help."),
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.CANCELLED_BY_PROVIDER) | ~Q(cancel_reason=""),
                name="booking_cancel_reason_given",
                violation_error_message=_("Say why the provider cancels."),
            ),
        ]
        indexes = [
            models.Index(fields=["slot", "status"], name="booking_slot_status"),
            models.Index(fields=["beneficiary", "status"], name="booking_person_status"),
        ]

    def __str__(self) -> str:
        return f"{_('Booking')} {self.number_words}"

    @property
    def number_words(self) -> str:
        """The number in groups of four."""
        return " ".join(self.number[start : start + 4] for start in range(0, NUMBER_DIGITS, 4))

    @property
    def is_confirmed(self) -> bool:
        """Whether it still stands."""
        return self.status == BookingStatus.CONFIRMED
