"""Who may see how far an announcement has come, and set failed delivery going again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.communities.enums import Role
from portal.communities.permissions import holds

if TYPE_CHECKING:
    from notices.delivery.models import Announcement, OutboxItem

REACH_ROLES = frozenset({Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE, Role.COUNTY, Role.OPS})
RETRY_ROLES = frozenset({Role.MANAGER, Role.COUNTY, Role.OPS})


def can_see_reach(user: Any, announcement: Announcement) -> bool:
    """Staff of the community; county announcements are seen by county posts."""
    return _holds_in_scope(user, REACH_ROLES, announcement)


def can_retry_delivery(user: Any, item: OutboxItem) -> bool:
    """The manager of the community, the county, the system administrator."""
    return _holds_in_scope(user, RETRY_ROLES, item.announcement)


def _holds_in_scope(user: Any, roles: frozenset[Role], announcement: Announcement) -> bool:
    from portal.communities.permissions import posts_of

    if announcement.community_id is not None:
        return holds(user, *roles, community=announcement.community_id)
    return any(post.role in roles and post.community_id is None for post in posts_of(user))
