"""One person's registration as a voter."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.elections.eligibility import Facts, Proposal, propose
from governance.elections.enums import ACTIVE, REVIEW_STAGES, Category, Channel, Reason, Status
from governance.elections.models.election import Election
from governance.elections.query import RegistrationQuerySet
from portal import clock
from portal.accounts.models import Resident
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.normalise import normalise_identity_number


class Registration(models.Model):
    """What one voter (or family for her) entered, and what the committee decided.

    No ethnicity, religion, education or marital status is asked for (PIPL art. 6). Names and numbers are sealed copies
    of what was entered: the roll must not change when the resident's profile does.
    """

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("election")
    )
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("voter")
    )
    status = models.CharField(_("state"), max_length=16, choices=Status.choices, default=Status.DRAFT, editable=False)
    channel = models.CharField(_("came in"), max_length=12, choices=Channel.choices, default=Channel.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    category = models.CharField(_("belongs here by"), max_length=1, choices=Category.choices, blank=True)
    resident_since = models.DateField(_("lives here since"), null=True, blank=True)
    name = SealedField(pgettext_lazy("person", "name"), max_plain=60, blank=True)
    id_number = SealedField(_("identity number"), max_plain=24, blank=True)
    id_number_index = BlindIndexField(source="id_number", normalise=normalise_identity_number)
    birth_date = SealedField(_("date of birth"), max_plain=10, blank=True)
    address = SealedField(_("address"), max_plain=200, blank=True)
    phone = SealedField(_("phone"), max_plain=24, blank=True)
    declares_single = models.BooleanField(_("registers nowhere else"), default=False)
    submitted_at = models.DateTimeField(pgettext_lazy("time", "sent"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed by the voter"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("voter registration")
        verbose_name_plural = _("voter registrations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "resident"],
                condition=Q(status__in=sorted(ACTIVE)),
                name="registration_once_per_person",
                violation_error_message=_("This person already has a registration for this election."),
            ),
            models.UniqueConstraint(
                fields=["election", "id_number_index"],
                condition=Q(status__in=sorted(ACTIVE), id_number_index__isnull=False),
                name="registration_once_per_number",
                violation_error_message=_(
                    "Somebody with this identity number is already registered for this election."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number on the receipt."""
        return f"{self.election.election_day.year}-{self.pk:06d}" if self.pk else ""

    @property
    def is_editable(self) -> bool:
        """Whether answers may still be changed: new ones while registration is open, missing ones until the list."""
        if self.status == Status.NEEDS_MORE:
            return self.election.stage in REVIEW_STAGES
        return self.status == Status.DRAFT and self.election.is_open

    @property
    def is_confirmed(self) -> bool:
        """Whether the voter herself stands behind it: helping to register is not voting for somebody."""
        return self.confirmed_at is not None

    @property
    def born(self) -> dt.date | None:
        """The date of birth, taken from the identity number."""
        return clock.parse_day(self.birth_date.reveal()) if self.birth_date else None

    @property
    def proposal(self) -> Proposal:
        """What the rules suggest to the committee."""
        applied = self.submitted_at or self.created_at
        facts = Facts(
            category=Category(self.category),
            birth_date=self.born,
            resident_since=self.resident_since,
            applied_on=applied.astimezone(clock.SHANGHAI).date(),
            is_elsewhere=type(self).objects.same_voter_elsewhere(self).exists(),
        )
        return propose(facts, election_day=self.election.election_day, profile=self.election.profile)

    @property
    def decision_due(self) -> dt.datetime | None:
        """When the committee should have decided: before the voter list is published."""
        return clock.end_of_day(clock.add_days(self.election.list_on, -1)) if self.submitted_at else None

    @property
    def is_overdue(self) -> bool:
        """Whether the voter still waits after that day."""
        due = self.decision_due
        return self.status == Status.SUBMITTED and due is not None and due < clock.now()
