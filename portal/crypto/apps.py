"""Sealed fields for personal data."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CryptoConfig(AppConfig):
    """The room of keys and sealed values."""

    name = "portal.crypto"
    label = "crypto"
    verbose_name = _("Encryption")

    def ready(self) -> None:
        """Register the checks of sealed fields, make the first data keys when the tables are made."""
        from portal.crypto import checks, datakeys  # noqa: F401

        datakeys.connect(self)
