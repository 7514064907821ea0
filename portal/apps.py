"""The project's own application: base templates, static files, commands, admin branding."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """What belongs to no single room."""

    name = "portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Connect the early cache to publishing, register the system checks and what the rooms watch of their health."""
        from portal import checks, early_cache

        early_cache.connect()
        checks.register_all()
        autodiscover_modules("health")
