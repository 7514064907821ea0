"""Who keeps and checks which entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from portal.communities.enums import Role
from portal.communities.permissions import PostPermissionPolicy, holds, scope_of
from services.directory.models import DirectoryEntry
from services.directory.query import KEEPER_ROLES

KEEPERS = frozenset(KEEPER_ROLES)
READERS = KEEPERS | {Role.SUPERVISOR}


def can_keep(user: Any, entry: DirectoryEntry) -> bool:
    """A community's entries are kept by its staff and the county, the county's own by the county alone."""
    if entry.community_id is None:
        return _whole_county(user, KEEPERS)
    return holds(user, *KEEPERS, community=entry.community_id)


def can_drop(user: Any, entry: DirectoryEntry) -> bool:
    """What comes with the portal is hidden rather than removed, so that none of the systems is dropped."""
    return entry.key is None and can_keep(user, entry)


class EntryPermissionPolicy(PostPermissionPolicy):
    """As elsewhere, but an entry without a community is the county's and nobody else's."""

    def __init__(self) -> None:
        super().__init__(DirectoryEntry, {"add": KEEPERS, "change": KEEPERS, "delete": KEEPERS, "view": READERS})

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """Whether the user may do `action` on this entry."""
        if action == "delete":
            return can_drop(user, instance)  # type: ignore[arg-type]
        if instance.community_id is None:  # type: ignore[attr-defined]
            return _whole_county(user, self.roles.get(action, frozenset()))
        return super().user_has_permission_for_instance(user, action, instance)


def _whole_county(user: Any, roles: Iterable[Role]) -> bool:
    allowed = frozenset(roles)
    return bool(allowed) and holds(user, *allowed) and scope_of(user, allowed) is None
