"""Admin registration of the panel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from services.indicators.components import IndicatorsPanel
from services.indicators.permissions import can_view_panel


class PanelMenuItem(MenuItem):
    """The panel in the menu of those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same predicate as the view."""
        return can_view_panel(request.user)


@hooks.register("register_admin_urls")
def register_panel_urls() -> list[URLPattern | URLResolver]:
    """/admin/indicators/."""
    return [path("indicators/", include("services.indicators.admin_urls"))]


@hooks.register("register_admin_menu_item")
def register_panel_menu_item() -> MenuItem:
    """The panel."""
    return PanelMenuItem(_("Indicators"), reverse("indicators:index"), name="indicators", icon_name="table", order=200)


@hooks.register("construct_homepage_panels")
def add_indicators_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Where one's communities stand, on the dashboard."""
    if can_view_panel(request.user):
        panels.append(IndicatorsPanel(request.user))


@hooks.register("insert_global_admin_css")
def panel_css() -> SafeString:
    """The panel's stylesheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("indicators/panel.css"))
