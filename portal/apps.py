"""The project's own application: base templates, static files, commands, admin branding."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """What belongs to no single room."""

    name = "portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Connect the early cache to publishing and register the system checks."""
        from portal import checks, early_cache

        early_cache.connect()
        checks.register_all()
