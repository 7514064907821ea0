"""Admin registration of the deliberation room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from governance.deliberation.components import WaitingTopicsPanel
from governance.deliberation.models import Contribution, Topic
from governance.deliberation.permissions import READERS, WRITERS
from governance.deliberation.viewsets import DeliberationViewSetGroup
from portal.communities.permissions import PostPermissionPolicy

register_permission_policy(Topic, PostPermissionPolicy(Topic, {"add": WRITERS, "change": WRITERS, "view": READERS}))
register_permission_policy(
    Contribution, PostPermissionPolicy(Contribution, {"view": READERS}, community_path="topic__community")
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> DeliberationViewSetGroup:
    """Topics and contributions."""
    return DeliberationViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_waiting_topics(request: HttpRequest, panels: list[Any]) -> None:
    """Open work of deliberation, on the dashboard of those who have some."""
    panel = WaitingTopicsPanel(request.user)
    if panel.has_content:
        panels.append(panel)
