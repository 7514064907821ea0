"""Admin registration of the elections' room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from governance.elections.components import RegistrationsPanel
from governance.elections.models import Election, Registration
from governance.elections.query import STAFF_ROLES
from governance.elections.viewsets import ElectionsViewSetGroup
from portal.communities.enums import Role
from portal.communities.permissions import PostPermissionPolicy

CHAIR = frozenset({Role.MANAGER})
READERS = frozenset(STAFF_ROLES)

register_permission_policy(
    Election, PostPermissionPolicy(Election, {"add": CHAIR, "change": CHAIR, "view": READERS | {Role.COUNTY}})
)
register_permission_policy(
    Registration, PostPermissionPolicy(Registration, {"view": READERS}, community_path="election__community")
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> ElectionsViewSetGroup:
    """Elections and registrations."""
    return ElectionsViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_registrations_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Registrations to decide, on the dashboard of those who have some."""
    panel = RegistrationsPanel(request.user)
    if panel.has_content:
        panels.append(panel)
