"""Data keys: what seals and indexes personal data, stored wrapped by a key of `FIELD_KEYS`."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class KeyKind(models.TextChoices):
    """What a data key is for. Two kinds, so that the keys of the blind indexes open nothing."""

    SEAL = "seal", _("sealing values")
    INDEX = "index", _("finding values again")


class DataKey(models.Model):
    """One data key. Without the key of `FIELD_KEYS` that wraps it, it is of no use to anyone."""

    key_id = models.CharField(_("key"), max_length=12, unique=True)
    kind = models.CharField(_("for"), max_length=5, choices=KeyKind.choices)
    suite = models.CharField(_("suite"), max_length=1)
    master_id = models.CharField(_("wrapped by"), max_length=12)
    wrapped = models.CharField(max_length=120)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    active_from = models.DateTimeField(_("in use from"), default=timezone.now)
    retired_at = models.DateTimeField(_("out of use"), null=True, blank=True)

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key_id
