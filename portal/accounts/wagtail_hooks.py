"""Admin registration of the people's room."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.accounts.models import Resident
from portal.accounts.query import RESIDENT_ROLES
from portal.accounts.viewsets import ResidentViewSet
from portal.communities.permissions import PostPermissionPolicy

register_permission_policy(Resident, PostPermissionPolicy(Resident, {"view": frozenset(RESIDENT_ROLES)}))


@hooks.register("register_admin_viewset")
def register_residents() -> ResidentViewSet:
    """Residents."""
    return ResidentViewSet()
