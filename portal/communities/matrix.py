"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.communities.enums import Role
from portal.communities.models import Community, StaffPost
from portal.communities.permissions import can_approve_post, can_end_post, can_grant_posts, can_manage_community
from portal.matrix import rule


def _proposed(role: Role, community: int | None) -> StaffPost:
    return StaffPost(user_id=-2, granted_by_id=-3, role=role, community_id=community)


rule(_("Propose a post"), can_grant_posts)
rule(_("Approve an operator's post"), can_approve_post, lambda community: _proposed(Role.OPERATOR, community))
rule(_("Approve a manager's post"), can_approve_post, lambda community: _proposed(Role.MANAGER, community))
rule(_("Approve a county post"), can_approve_post, lambda community: _proposed(Role.COUNTY, None))
rule(_("End a post"), can_end_post, lambda community: _proposed(Role.OPERATOR, community))
rule(_("Keep a community's master data"), can_manage_community, lambda community: Community(pk=community))
