"""Admin registration of the directory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from services.directory.components import EntriesToCheckPanel
from services.directory.models import DirectoryEntry
from services.directory.permissions import EntryPermissionPolicy
from services.directory.viewsets import DirectoryEntryViewSet

register_permission_policy(DirectoryEntry, EntryPermissionPolicy())


@hooks.register("register_admin_viewset")
def register_viewset() -> DirectoryEntryViewSet:
    """Entries of the directory."""
    return DirectoryEntryViewSet()


@hooks.register("construct_homepage_panels")
def add_entries_to_check(request: HttpRequest, panels: list[Any]) -> None:
    """Entries to check, on the dashboard of those who keep them."""
    panel = EntriesToCheckPanel(request.user)
    if panel.has_content:
        panels.append(panel)
