"""Who is behind an account, and whom she may act for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.models import Resident
from portal.communities.enums import Role
from portal.communities.permissions import holds

if TYPE_CHECKING:
    from portal.accounts.enums import AuthorityScope

CACHE = "_resident"


def resident_of(user: Any) -> Resident | None:
    """The resident behind an account, or None for staff and signed-out visitors."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, CACHE):
        setattr(user, CACHE, Resident.objects.filter(user=user).select_related("community", "estate").first())
    return getattr(user, CACHE)


def can_act_for(user: Any, resident: Resident, scope: AuthorityScope) -> bool:
    """Whether `user` may act in matters of `scope` for `resident`: as herself, or by an authority that runs today."""
    return Resident.objects.actable_by(user, scope).filter(pk=resident.pk).exists()


def can_verify_resident(user: Any, resident: Resident) -> bool:
    """Staff of the resident's community check who somebody is, never themselves."""
    return resident.user_id != user.pk and holds(user, Role.OPERATOR, Role.MANAGER, community=resident.community_id)
