"""Admin registration of the disclosure room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from governance.disclosure.components import OpenDutiesPanel
from governance.disclosure.models import DisclosureItem
from governance.disclosure.permissions import READERS, WATCHERS, CountyRecordPolicy, can_see_open_duties
from governance.disclosure.viewsets import DisclosureItemViewSet

register_permission_policy(DisclosureItem, CountyRecordPolicy(DisclosureItem, {"change": WATCHERS, "view": READERS}))


@hooks.register("register_admin_viewset")
def register_viewset() -> DisclosureItemViewSet:
    """The catalogue."""
    return DisclosureItemViewSet()


@hooks.register("construct_homepage_panels")
def add_open_duties(request: HttpRequest, panels: list[Any]) -> None:
    """Open work of disclosure, on the dashboard of those who have some."""
    if not can_see_open_duties(request.user):
        return
    panel = OpenDutiesPanel(request.user)
    if panel.has_content:
        panels.append(panel)
