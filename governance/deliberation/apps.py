"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliberationConfig(AppConfig):
    """The room `governance.deliberation`."""

    name = "governance.deliberation"
    label = "deliberation"
    verbose_name = _("Deliberation")
