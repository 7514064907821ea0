"""Authority: who may act for whom."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import AuthorityChannel
from portal.accounts.models.resident import Resident
from portal.accounts.query import AuthorityQuerySet


class Authority(models.Model):
    """A written authority: the principal lets the agent act in named matters for at most a year (Civil Code art. 165)."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="authorities_given")
    agent = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="authorities_held")
    relation = models.CharField(_("relation"), max_length=20, blank=True)
    for_booking = models.BooleanField(_("book services"), default=True)
    for_registration = models.BooleanField(_("fill in registrations"), default=False)
    channel = models.CharField(_("given"), max_length=12, choices=AuthorityChannel.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority to act")
        verbose_name_plural = _("authorities to act")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(principal=F("agent")),
                name="authority_two_people",
                violation_error_message=_("Nobody needs an authority to act for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="authority_ends_after_start",
                violation_error_message=_("The authority ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Authority to act')} #{self.pk}"
