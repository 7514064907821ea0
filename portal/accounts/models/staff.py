"""How staff come by their second factor, and how a lost one is replaced."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import LossReason


class Enrolment(models.Model):
    """A personal link for a member of staff: choose a password, set up a second factor. It works once, for two days."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{_('enrolment')} {self.pk}"


class FactorResetQuerySet(models.QuerySet[Any]):
    """Requests by state."""

    def open(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(decided_at=None)


class FactorReset(models.Model):
    """A request to take away a member of staff's lost factor: one asks for it, another person decides."""

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="factor_resets", verbose_name=_("person")
    )
    reason = models.CharField(_("what happened"), max_length=12, choices=LossReason.choices)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    approved = models.BooleanField(_("approved"), null=True, blank=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("user")),
                name="factor_reset_not_for_oneself",
                violation_error_message=_("Somebody else has to ask for it."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("user"))),
                name="factor_reset_two_people",
                violation_error_message=_("Somebody else has to decide."),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(decided_at=None),
                name="factor_reset_one_open",
                violation_error_message=_("A reset for this person is waiting for its decision already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('reset of a second factor')} {self.pk}"
