"""Admin registration of the operation log."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.audit.models import Entry
from portal.audit.viewsets import EntryViewSet
from portal.communities.enums import Role
from portal.communities.permissions import PostPermissionPolicy

register_permission_policy(Entry, PostPermissionPolicy(Entry, {"view": frozenset({Role.AUDIT})}))


@hooks.register("register_admin_viewset")
def register_log() -> EntryViewSet:
    """The log."""
    return EntryViewSet()
