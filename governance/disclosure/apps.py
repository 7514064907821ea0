"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    """The room `governance.disclosure`."""

    name = "governance.disclosure"
    label = "disclosure"
    verbose_name = _("Disclosure")
