"""The 22 indicators of the basic smart-community standard."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from portal.schedule import Regular, schedule

REFRESH = Regular("indicators: count the live figures", "indicators.refresh_all", daily="00:40")


class IndicatorsConfig(AppConfig):
    """The room that weighs what communities declare against rules and the portal's own records."""

    name = "services.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Let every room register its evidence, and have the scheduler count it every night."""
        autodiscover_modules("evidence")
        self.register_tasks = schedule(self, REFRESH)
