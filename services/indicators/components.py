"""Dashboard panel: where one's communities stand."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from services.indicators.panel import build_panel

SHOWN = 6


class IndicatorsPanel(Component):
    """Communities with the number of indicators met, those with most open work first."""

    name = "indicators"
    template_name = "indicators/dashboard_panel.html"
    order = 200

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The communities furthest from done."""
        panel = build_panel(self.user)
        lines = sorted(panel.lines, key=lambda line: line.met)
        return {"lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN), "year": panel.year}
