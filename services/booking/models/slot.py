"""Slot: one time of an offering with its seats."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.booking.models.offering import Offering
from services.booking.query import SlotQuerySet


class Slot(models.Model):
    """`[starts, ends)` and how many of its seats are taken; the counter moves in `seats.py` only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, related_name="slots", db_index=False, verbose_name=_("bookable service")
    )
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("seats"), default=1)
    booked = models.PositiveSmallIntegerField(_("taken"), default=0, editable=False)
    is_open = models.BooleanField(_("open for booking"), default=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("time")
        verbose_name_plural = _("times")
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "starts"],
                name="slot_start_unique",
                violation_error_message=_("This service already has a time that starts then."),
            ),
            models.CheckConstraint(
                condition=Q(booked__gte=0, booked__lte=F("capacity")),
                name="slot_not_overbooked",
                violation_error_message=_("There are fewer seats than bookings: cancel bookings first."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="slot_ends_after_start",
                violation_error_message=_("The time ends before it begins."),
            ),
        ]
        indexes = [models.Index(fields=["starts"], name="slot_starts")]

    def __str__(self) -> str:
        return f"{self.offering} {timezone.localtime(self.starts):%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        """Seats left."""
        return self.capacity - self.booked

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken."""
        return self.booked >= self.capacity
