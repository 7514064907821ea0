"""The operation log."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The room of the append-only operation log."""

    name = "portal.audit"
    label = "audit"
    verbose_name = _("Operation log")
