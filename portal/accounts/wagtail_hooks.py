"""Admin registration of the people's room."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from portal.accounts.models import Resident
from portal.accounts.permissions import can_see_people
from portal.accounts.query import RESIDENT_ROLES
from portal.accounts.viewsets import ResidentViewSet
from portal.communities.permissions import PostPermissionPolicy

register_permission_policy(Resident, PostPermissionPolicy(Resident, {"view": frozenset(RESIDENT_ROLES)}))


@hooks.register("register_admin_viewset")
def register_residents() -> ResidentViewSet:
    """Residents."""
    return ResidentViewSet()


class PeopleMenuItem(MenuItem):
    """The people screens in the menu of those who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same predicate as the views."""
        return can_see_people(request.user)


@hooks.register("register_admin_urls")
def register_people_urls() -> list[URLPattern | URLResolver]:
    """/admin/people/."""
    return [path("people/", include("portal.accounts.admin_urls"))]


@hooks.register("register_admin_menu_item")
def register_people_menu_item() -> MenuItem:
    """People."""
    return PeopleMenuItem(_("Staff"), reverse("people:index"), name="people", icon_name="group", order=690)
