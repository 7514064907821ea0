"""Who may do what with communities and posts in the admin, and choosers that end at one's own community."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import page_permission_policy, register_permission_policy
from wagtail.query import PageQuerySet

from portal.communities.components import PostsPanel
from portal.communities.enums import Role
from portal.communities.models import Building, Community, Estate, StaffPost
from portal.communities.permissions import PostPermissionPolicy
from portal.communities.viewsets import CommunitiesViewSetGroup

KEEPERS = frozenset({Role.MANAGER, Role.COUNTY, Role.OPS})
SURVEYORS = frozenset({Role.OPERATOR, Role.MANAGER, Role.COUNTY, Role.OPS})

register_permission_policy(
    Community, PostPermissionPolicy(Community, {"change": KEEPERS, "view": SURVEYORS}, community_path="")
)
register_permission_policy(
    Estate, PostPermissionPolicy(Estate, {"add": SURVEYORS, "change": SURVEYORS, "view": SURVEYORS, "delete": KEEPERS})
)
register_permission_policy(
    Building,
    PostPermissionPolicy(
        Building,
        {"add": SURVEYORS, "change": SURVEYORS, "view": SURVEYORS, "delete": KEEPERS},
        community_path="estate__community",
    ),
)
register_permission_policy(
    StaffPost,
    PostPermissionPolicy(
        StaffPost,
        {
            "add": frozenset({Role.SECURITY}),
            "delete": frozenset({Role.SECURITY}),
            "view": frozenset({Role.SECURITY, Role.AUDIT}),
        },
    ),
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> CommunitiesViewSetGroup:
    """Communities, estates, buildings, posts."""
    return CommunitiesViewSetGroup()


@hooks.register("construct_page_chooser_queryset")
def only_explorable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The page chooser of stock Wagtail lists other communities' pages, drafts included: end it at what one may explore."""
    return pages.filter(pk__in=page_permission_policy.explorable_instances(request.user).values("pk"))


@hooks.register("construct_homepage_panels")
def add_posts_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Posts to approve or about to end, where there are any."""
    panel = PostsPanel(request.user)
    if not panel.is_empty:
        panels.append(panel)
