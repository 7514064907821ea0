"""Who switches the catalogue, who has disclosures to write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from portal.communities.enums import Role
from portal.communities.permissions import PostPermissionPolicy, holds

if TYPE_CHECKING:
    from portal.communities.models import Community

WATCHERS = frozenset({Role.COUNTY})
WRITERS = frozenset({Role.OPERATOR, Role.MANAGER})
READERS = WRITERS | {Role.SUPERVISOR, Role.COUNTY}


def can_watch_items(user: Any) -> bool:
    """The county decides which deadlines are watched."""
    return holds(user, *WATCHERS)


def can_write_disclosure(user: Any, community: Community) -> bool:
    """Operators and managers write their own community's disclosures."""
    return holds(user, *WRITERS, community=community)


def can_see_open_duties(user: Any) -> bool:
    """Whoever writes or supervises disclosures sees on the dashboard what is due."""
    return holds(user, *READERS)


class CountyRecordPolicy(PostPermissionPolicy):
    """For records of the whole county, without a community: a post in any community is enough to read them."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """The same for every record."""
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """All or none."""
        manager = self.model._default_manager
        return manager.all() if any(self.user_has_permission(user, action) for action in actions) else manager.none()
