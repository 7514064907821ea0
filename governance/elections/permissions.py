"""Who may register for whom, and who decides."""

from __future__ import annotations

from typing import Any

from governance.elections.enums import STAGE_ROLES, By
from governance.elections.models import Election, Registration
from governance.elections.query import STAFF_ROLES
from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from portal.accounts.permissions import can_act_for
from portal.communities.enums import Role
from portal.communities.permissions import holds

# The operator is the registrar: she enters and confirms at the counter, the manager sits on the committee and decides.
COUNTER_ROLES = (Role.OPERATOR, Role.MANAGER)


def can_register(user: Any, resident: Resident, election: Election) -> bool:
    """Whether `user` may enter a registration for `resident`: of this community, herself or authorised."""
    return resident.community_id == election.community_id and can_act_for(user, resident, AuthorityScope.REGISTRATION)


def can_take_part(user: Any, registration: Registration, by: By) -> bool:
    """Whether `user` may make a transition on the voter's or the committee's side."""
    if by == By.VOTER:
        return can_act_for(user, registration.resident, AuthorityScope.REGISTRATION)
    return can_decide(user, registration)


def can_decide(user: Any, registration: Registration) -> bool:
    """The committee's members decide, never about their own registration or one they entered."""
    own = registration.resident.user_id == user.pk or registration.entered_by_id == user.pk
    return not own and holds(user, Role.MANAGER, community=registration.election.community_id)


def can_confirm(user: Any, registration: Registration) -> bool:
    """The voter confirms herself, or in person at the counter; the helper who entered it doesn't."""
    if registration.resident.user_id is not None and registration.resident.user_id == user.pk:
        return True
    at_counter = holds(user, *COUNTER_ROLES, community=registration.election.community_id)
    return at_counter and registration.entered_by_id != user.pk


def can_review(user: Any, registration: Registration) -> bool:
    """Staff of the community read what has been sent."""
    return holds(user, *STAFF_ROLES, community=registration.election.community_id)


def can_advance(user: Any, election: Election) -> bool:
    """The committee's chair moves an election on."""
    return holds(user, *STAGE_ROLES, community=election.community_id)
