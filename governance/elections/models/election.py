"""The election of a residents' committee, as a process with stages and dates."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.elections.eligibility import list_day
from governance.elections.enums import ListDay, Stage
from governance.elections.profiles import Profile, profile_for
from governance.elections.query import ElectionQuerySet
from portal import clock
from portal.communities.models import Community


class Election(models.Model):
    """One election. It lives on when its page goes; its stage moves by `advance_election` only."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="elections", verbose_name=_("community")
    )
    title = models.CharField(_("title"), max_length=80)
    term = models.CharField(_("term"), max_length=40, help_text=_("For example: 14th, 2027–2031."))
    stage = models.CharField(_("stage"), max_length=24, choices=Stage.choices, default=Stage.DRAFT, editable=False)
    election_day = models.DateField(_("election day"))
    registration_from = models.DateField(_("registration from"))
    registration_until = models.DateField(_("registration until"))
    list_on = models.DateField(
        _("voter list published on"),
        help_text=_("At least 20 days before election day (Organic Law art. 17); 22 are safer."),
    )
    station = models.CharField(_("registration station"), max_length=120, blank=True)
    station_hours = models.CharField(_("hours of the station"), max_length=120, blank=True)
    phone = models.CharField(_("phone of the committee"), max_length=30, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-election_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration_until__gte=F("registration_from")),
                name="election_registration_ends_after_start",
                violation_error_message=_("Registration ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(list_on__gte=F("registration_until")) & Q(election_day__gt=F("list_on")),
                name="election_dates_in_order",
                violation_error_message=_("The voter list comes after registration and before election day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def profile(self) -> Profile:
        """The law's numbers for this kind of community."""
        return profile_for(self.community.org_type)

    @property
    def list_standing(self) -> ListDay:
        """How the planned list day stands to the law."""
        return list_day(self.list_on, self.election_day, self.profile)

    @property
    def latest_list_day(self) -> dt.date:
        """The last day on which the law allows the list to be published."""
        return clock.add_days(self.election_day, -self.profile.list_min_days)

    @property
    def is_open(self) -> bool:
        """Whether registrations are taken today."""
        return (
            self.stage == Stage.REGISTRATION_OPEN and self.registration_from <= clock.today() <= self.registration_until
        )

    @property
    def days_left(self) -> int | None:
        """Days for registration, today included; None when none are taken."""
        return clock.days_between(clock.today(), self.registration_until) + 1 if self.is_open else None
