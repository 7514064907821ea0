"""Writes about residents: sign-up, verification, authority to act, preferences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import AuthorityChannel, DisplayMode, Language
from portal.accounts.models import Authority, Resident, User
from portal.accounts.permissions import CACHE, can_verify_resident
from portal.audit.actions import record
from portal.communities.models import Community, Estate

MAX_AUTHORITY_DAYS = 366


@transaction.atomic
def register_resident(
    *, user: User | None, community: Community, name: str, actor: Any, estate: Estate | None = None, **personal: str
) -> Resident:
    """Record a resident, with her account if she has one. `personal`: phone, id_number, birth_date, address."""
    if estate is not None and estate.community_id != community.pk:
        raise ValidationError({"estate": _("This estate belongs to another community.")})
    resident = Resident(user=user, community=community, estate=estate, name=name, **personal)
    resident.full_clean()
    resident.save()
    if user is not None:
        user.__dict__.pop(CACHE, None)
    record(actor=actor, action="resident.register", target=resident, community=community)
    return resident


@transaction.atomic
def verify_resident(*, resident: Resident, actor: Any) -> Resident:
    """Note that staff have checked who this resident is."""
    if not can_verify_resident(actor, resident):
        raise PermissionDenied
    resident.verified_at = timezone.now()
    resident.verified_by = actor
    resident.save(update_fields=["verified_at", "verified_by"])
    record(actor=actor, action="resident.verify", target=resident, community=resident.community)
    return resident


@transaction.atomic
def grant_authority(
    *,
    principal: Resident,
    agent: Resident,
    channel: AuthorityChannel,
    actor: Any,
    valid_to: dt.date,
    relation: str = "",
    for_booking: bool = True,
    for_registration: bool = False,
) -> Authority:
    """Let `agent` act for `principal` until `valid_to`, a year at most."""
    today = timezone.localdate()
    if valid_to > today + dt.timedelta(days=MAX_AUTHORITY_DAYS):
        raise ValidationError({"valid_to": _("An authority runs for one year at most.")})
    authority = Authority(
        principal=principal,
        agent=agent,
        channel=channel,
        relation=relation,
        for_booking=for_booking,
        for_registration=for_registration,
        valid_from=today,
        valid_to=valid_to,
    )
    authority.full_clean()
    authority.save()
    record(actor=actor, action="authority.grant", target=authority, community=principal.community)
    return authority


@transaction.atomic
def revoke_authority(*, authority: Authority, actor: Any) -> Authority:
    """End an authority at once; either of the two people may."""
    if actor.pk not in (authority.principal.user_id, authority.agent.user_id):
        raise PermissionDenied
    authority.revoked_at = timezone.now()
    authority.save(update_fields=["revoked_at"])
    record(actor=actor, action="authority.revoke", target=authority, community=authority.principal.community)
    return authority


@transaction.atomic
def set_preferences(*, user: User, display_mode: DisplayMode | None = None, language: Language | None = None) -> User:
    """Keep display mode and language with the account."""
    changed = []
    if display_mode is not None and display_mode != user.display_mode:
        user.display_mode = display_mode
        changed.append("display_mode")
    if language is not None and language != user.language:
        user.language = language
        changed.append("language")
    if changed:
        user.save(update_fields=changed)
        record(actor=user, action="account.preferences", target=user, data={"fields": changed})
    return user
