"""Admin registration of the delivery room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from notices.delivery.components import DeliveryPanel
from notices.delivery.models import Announcement
from notices.delivery.permissions import REACH_ROLES
from notices.delivery.viewsets import AnnouncementViewSet
from portal.communities.permissions import PostPermissionPolicy

register_permission_policy(Announcement, PostPermissionPolicy(Announcement, {"view": REACH_ROLES}))


@hooks.register("register_admin_viewset")
def register_viewset() -> AnnouncementViewSet:
    """Announcements."""
    return AnnouncementViewSet()


@hooks.register("construct_homepage_panels")
def add_delivery_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Open work of the delivery, on the dashboard of those who have some."""
    panel = DeliveryPanel(request.user)
    if panel.has_content:
        panels.append(panel)
