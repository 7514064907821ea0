"""Who writes which kind of notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notices.enums import NoticeKind
from portal.communities.enums import Role
from portal.communities.permissions import holds, posts_of

if TYPE_CHECKING:
    from portal.communities.models import Community

OFFICE = frozenset({Role.OPERATOR, Role.MANAGER, Role.COUNTY})
AUTHORS: dict[NoticeKind, frozenset[Role]] = {
    # The office may relay what the police have issued; what it may not do is write an incident bulletin of its own.
    NoticeKind.POLICE: OFFICE | {Role.POLICE},
    NoticeKind.FRAUD: OFFICE | {Role.POLICE},
    NoticeKind.COMMUNITY: OFFICE,
}


def can_write_notice(user: Any, kind: NoticeKind, community: Community | None) -> bool:
    """Whether `user` writes notices of this kind in a community, or (None) among the county's own."""
    return _holds(user, AUTHORS[kind], community)


def can_issue_bulletin(user: Any, community: Community | None) -> bool:
    """Incident bulletins are the police's own words: nobody else may write one."""
    return _holds(user, frozenset({Role.POLICE}), community)


def _holds(user: Any, roles: frozenset[Role], community: Community | None) -> bool:
    if community is not None:
        return holds(user, *roles, community=community)
    return any(post.role in roles and post.community_id is None for post in posts_of(user))
