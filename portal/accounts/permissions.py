"""Who is behind an account, and whom she may act for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.models import Resident
from portal.communities.enums import Role
from portal.communities.permissions import holds, posts_of

if TYPE_CHECKING:
    from portal.accounts.enums import AuthorityScope
    from portal.accounts.models import FactorReset

CACHE = "_resident"


def resident_of(user: Any) -> Resident | None:
    """The resident behind an account, or None for staff and signed-out visitors."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, CACHE):
        setattr(user, CACHE, Resident.objects.filter(user=user).select_related("community", "estate").first())
    return getattr(user, CACHE)


def is_staff_account(user: Any) -> bool:
    """Whether an account works in the admin: by a post that runs today, or (for setting up a site) as superuser."""
    return user.is_authenticated and (user.is_superuser or bool(posts_of(user)))


def can_act_for(user: Any, resident: Resident, scope: AuthorityScope) -> bool:
    """Whether `user` may act in matters of `scope` for `resident`: as herself, or by an authority that runs today."""
    return Resident.objects.actable_by(user, scope).filter(pk=resident.pk).exists()


def can_verify_resident(user: Any, resident: Resident) -> bool:
    """Staff of the resident's community check who somebody is, never themselves."""
    return resident.user_id != user.pk and holds(user, Role.OPERATOR, Role.MANAGER, community=resident.community_id)


def can_reveal(user: Any, resident: Resident) -> bool:
    """Operators and managers of the resident's community, with a reason; the county sees masked values only."""
    return any(
        post.role in (Role.OPERATOR, Role.MANAGER) and post.community_id == resident.community_id
        for post in posts_of(user)
    )


def can_manage_staff(user: Any) -> bool:
    """Staff accounts are made by the security administrator."""
    return holds(user, Role.SECURITY)


def can_see_people(user: Any) -> bool:
    """Who works here: for the security and system administrator, the county, and managers (their own community)."""
    return holds(user, Role.SECURITY, Role.OPS, Role.COUNTY, Role.MANAGER)


def can_request_factor_reset(user: Any, person: Any) -> bool:
    """A manager asks for her own community's staff, the security administrator for anyone; nobody for themselves."""
    if user.pk == person.pk:
        return False
    communities = {post.community_id for post in posts_of(person)}
    return holds(user, Role.SECURITY) or any(
        community is not None and holds(user, Role.MANAGER, community=community) for community in communities
    )


def can_decide_factor_reset(user: Any, reset: FactorReset) -> bool:
    """The security administrator (or, where she asked or it is about her, the system administrator) decides: a second person."""
    if user.pk in (reset.requested_by_id, reset.user_id):
        return False
    if holds(user, Role.SECURITY):
        return True
    asked_by_security = holds(reset.requested_by, Role.SECURITY) or holds(reset.user, Role.SECURITY)
    return asked_by_security and holds(user, Role.OPS)
