"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import FactorReset, Resident, User
from portal.accounts.permissions import (
    can_decide_factor_reset,
    can_manage_staff,
    can_request_factor_reset,
    can_reveal,
    can_see_people,
    can_verify_resident,
)
from portal.communities.enums import Role
from portal.communities.models import StaffPost
from portal.communities.permissions import CACHE
from portal.matrix import rule


def _colleague(community: int, role: Role = Role.OPERATOR) -> User:
    person = User(pk=-2, username="colleague")
    setattr(person, CACHE, [StaffPost(user_id=-2, role=role, community_id=community)])
    return person


def _reset(community: int) -> FactorReset:
    asking = _colleague(community, Role.MANAGER)
    asking.pk = -3
    return FactorReset(user=_colleague(community), requested_by=asking)


rule(_("Check who a resident is"), can_verify_resident, lambda community: Resident(community_id=community))
rule(_("Open masked personal data"), can_reveal, lambda community: Resident(community_id=community))
rule(_("See who works here"), can_see_people)
rule(_("Make staff accounts and personal links"), can_manage_staff)
rule(_("Ask for the reset of a colleague's second step"), can_request_factor_reset, _colleague)
rule(_("Approve such a reset that somebody else asked for"), can_decide_factor_reset, _reset)
