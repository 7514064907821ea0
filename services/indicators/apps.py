"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """The room `services.indicators`."""

    name = "services.indicators"
    label = "indicators"
    verbose_name = _("Indicators")
