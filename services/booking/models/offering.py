"""Offering: a service of a provider in one community. SlotPattern: the times it has every week."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.communities.models import Community
from services.booking.deadlines import USUAL_RULES, Deadline, chosen_or_usual
from services.booking.enums import UNBOOKABLE_KINDS, ServiceKind, Weekday
from services.booking.query import OfferingQuerySet, SlotPatternQuerySet

BOOKABLE_CHOICES = [choice for choice in ServiceKind.choices if choice[0] not in UNBOOKABLE_KINDS]
FEN_PER_YUAN = 100


class Offering(models.Model):
    """What can be booked. It lives on without its page; the six deadline fields are empty where the kind's usual rule holds."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="offerings", verbose_name=_("community")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=BOOKABLE_CHOICES)
    name = models.CharField(_("name"), max_length=60)
    provider = models.CharField(pgettext_lazy("service", "provider"), max_length=80)
    provider_phone = models.CharField(_("provider's phone"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=120, help_text=_("Where people go, or “at home”."))
    price_fen = models.PositiveIntegerField(_("price in fen"), default=0, help_text=_("1500 is 15 yuan; 0 is free."))
    subsidy_note = models.CharField(
        _("subsidy"), max_length=120, blank=True, help_text=_("In one sentence; never who receives it.")
    )
    min_age = models.PositiveSmallIntegerField(
        _("from age"), default=60, help_text=_("On the day of the service. 0: for everybody.")
    )
    book_hours = models.PositiveSmallIntegerField(_("book at least so many hours ahead"), null=True, blank=True)
    book_days = models.PositiveSmallIntegerField(_("book so many days before the day"), null=True, blank=True)
    book_time = models.TimeField(_("… until this time"), null=True, blank=True)
    cancel_hours = models.PositiveSmallIntegerField(_("cancel at least so many hours ahead"), null=True, blank=True)
    cancel_days = models.PositiveSmallIntegerField(_("cancel so many days before the day"), null=True, blank=True)
    cancel_time = models.TimeField(_("… until this time"), null=True, blank=True)
    is_open = models.BooleanField(_("open for booking"), default=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookable service")
        verbose_name_plural = _("bookable services")
        ordering = ["community", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="offering_name_unique"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(UNBOOKABLE_KINDS)),
                name="offering_kind_bookable",
                violation_error_message=_("Emergency help is not booked by the hour."),
            ),
            models.CheckConstraint(
                condition=Q(book_hours=None) | Q(book_time=None),
                name="offering_one_booking_deadline",
                violation_error_message=_("Give either hours ahead or a time of day for booking, not both."),
            ),
            models.CheckConstraint(
                condition=Q(cancel_hours=None) | Q(cancel_time=None),
                name="offering_one_cancelling_deadline",
                violation_error_message=_("Give either hours ahead or a time of day for cancelling, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> Decimal:
        """The price in yuan."""
        return Decimal(self.price_fen) / FEN_PER_YUAN

    @cached_property
    def book_by(self) -> Deadline:
        """Until when a time may be booked."""
        usual = USUAL_RULES[ServiceKind(self.kind)].book_by
        return chosen_or_usual(self.book_hours, self.book_days, self.book_time, usual)

    @cached_property
    def cancel_by(self) -> Deadline:
        """Until when a booking may be cancelled."""
        usual = USUAL_RULES[ServiceKind(self.kind)].cancel_by
        return chosen_or_usual(self.cancel_hours, self.cancel_days, self.cancel_time, usual)


class SlotPattern(models.Model):
    """A time of every week; `generate_slots` makes the times of the next two weeks from it."""

    offering = models.ForeignKey(
        Offering, on_delete=models.CASCADE, related_name="patterns", verbose_name=_("bookable service")
    )
    weekday = models.CharField(_("weekday"), max_length=1, choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("seats"), default=1)

    objects = SlotPatternQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly time")
        verbose_name_plural = _("weekly times")
        ordering = ["offering", "weekday", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "weekday", "starts"],
                name="slot_pattern_unique",
                violation_error_message=_("This service already has this time on this weekday."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="slot_pattern_ends_after_start",
                violation_error_message=_("The time ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gt=0),
                name="slot_pattern_has_seats",
                violation_error_message=_("A time needs at least one seat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering} {self.get_weekday_display()} {self.starts:%H:%M}"
