"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.elections.models import Election, Registration
from governance.elections.permissions import can_advance, can_confirm, can_decide, can_review
from portal.accounts.models import Resident
from portal.matrix import rule


def _registration(community: int) -> Registration:
    return Registration(election=Election(community_id=community), resident=Resident(community_id=community))


rule(_("Read registrations"), can_review, _registration)
rule(_("Decide registrations"), can_decide, _registration)
rule(_("Confirm a registration at the counter"), can_confirm, _registration)
rule(_("Move an election on"), can_advance, lambda community: Election(community_id=community))
