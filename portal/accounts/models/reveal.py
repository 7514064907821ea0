"""Reveal: a member of staff has looked at somebody's personal data. The person can see it."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import RevealReason
from portal.accounts.models.resident import Resident
from portal.crypto.fields import SealedField


class RevealQuerySet(models.QuerySet[Any]):
    """Reveals by reader."""

    def visible_to(self, user: Any) -> Self:
        """Those about the reader herself; whoever acts for somebody does not see who looked at that person."""
        return self.filter(resident__user=user) if user.is_authenticated else self.none()


class Reveal(models.Model):
    """Who looked at which fields of whom, when and why (PIPL art. 44: the right to know)."""

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="reveals", db_index=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(_("where"), max_length=60)
    fields = models.JSONField(_("what"), default=list)
    reason = models.CharField(_("why"), max_length=20, choices=RevealReason.choices)
    note = SealedField(_("more about why"), max_plain=200, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    objects = RevealQuerySet.as_manager()

    class Meta:
        verbose_name = _("reveal")
        verbose_name_plural = _("reveals")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["resident", "-at"], name="reveal_resident"),
            models.Index(fields=["staff", "-at"], name="reveal_staff"),
        ]

    def __str__(self) -> str:
        return f"{_('reveal')} {self.pk}"
