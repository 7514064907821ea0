"""Sealed fields for personal data."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CryptoConfig(AppConfig):
    """The room of keys and sealed values; it has no tables of its own."""

    name = "portal.crypto"
    label = "crypto"
    verbose_name = _("Encryption")

    def ready(self) -> None:
        """Register the checks of sealed fields."""
        from portal.crypto import checks  # noqa: F401
