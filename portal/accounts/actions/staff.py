"""Writes about staff accounts: made by the security administrator, enrolled by a personal link, reset by two people."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import LossReason
from portal.accounts.models import Enrolment, FactorReset, User
from portal.accounts.permissions import can_decide_factor_reset, can_manage_staff, can_request_factor_reset
from portal.accounts.sign_out import end_sessions
from portal.audit.actions import record
from portal.communities.actions import end_post
from portal.communities.models import StaffPost

ENROLMENT_TIME = dt.timedelta(hours=48)


@transaction.atomic
def create_staff_account(*, username: str, nickname: str, actor: Any) -> User:
    """An account without password and without post; `actor` None only from the command line."""
    if actor is not None and not can_manage_staff(actor):
        raise PermissionDenied
    user = User(username=username, nickname=nickname)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    record(actor=actor, action="grant.account", target=user)
    return user


@transaction.atomic
def make_enrolment(*, user: User, actor: Any) -> str:
    """The token of a new personal link; older links of this person stop working.

    Only for accounts without a second factor: a lost one takes two people (`request_factor_reset`).
    """
    if actor is not None and (not can_manage_staff(actor) or actor.pk == user.pk):
        raise PermissionDenied
    if Authenticator.objects.filter(user_id=user.pk).exists():
        raise ValidationError(_("This person has a second factor. If it is lost, ask for a reset."))
    return _new_link(user, actor)


def _new_link(user: User, actor: Any) -> str:
    now = timezone.now()
    Enrolment.objects.filter(user=user, used_at=None).update(expires_at=now)
    token = secrets.token_urlsafe(24)
    enrolment = Enrolment.objects.create(
        user=user, digest=digest_of(token), made_by=actor, made_at=now, expires_at=now + ENROLMENT_TIME
    )
    record(actor=actor, action="grant.enrolment", target=user, data={"enrolment": enrolment.pk})
    return token


@transaction.atomic
def use_enrolment(*, enrolment: Enrolment, password: str) -> User:
    """Set the password that goes with a personal link; the link is used up. Raises ValidationError when it already is."""
    taken = Enrolment.objects.filter(pk=enrolment.pk, used_at=None, expires_at__gt=timezone.now()).update(
        used_at=timezone.now()
    )
    if not taken:
        raise ValidationError(_("This link has been used, or its two days are over. Ask for a new one."))
    user = enrolment.user
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    record(actor=user, action="account.enrol", target=user)
    return user


@transaction.atomic
def request_factor_reset(*, user: User, reason: LossReason, actor: Any) -> FactorReset:
    """Ask for a lost factor to be taken away. The person's sessions end at once: a stolen phone opens nothing."""
    if not can_request_factor_reset(actor, user):
        raise PermissionDenied
    reset = FactorReset(user=user, reason=reason, requested_by=actor)
    reset.full_clean()
    reset.save()
    end_sessions(user)
    record(actor=actor, action="grant.factor_reset_request", target=reset, data={"reason": str(reason)})
    return reset


@transaction.atomic
def decide_factor_reset(*, reset: FactorReset, approve: bool, actor: Any) -> str:
    """Approve or refuse; returns the token of the new personal link, "" when refused."""
    if not can_decide_factor_reset(actor, reset):
        raise PermissionDenied
    decided = FactorReset.objects.open().filter(pk=reset.pk)
    if not decided.update(decided_by=actor, decided_at=timezone.now(), approved=approve):
        raise ValidationError(_("Somebody else has just decided this."))
    record(actor=actor, action="grant.factor_reset", target=reset, data={"approved": approve})
    if not approve:
        return ""
    Authenticator.objects.filter(user_id=reset.user_id).delete()
    end_sessions(reset.user)
    return _new_link(reset.user, actor)


@transaction.atomic
def set_account_active(*, user: User, active: bool, actor: Any) -> User:
    """Let a member of staff go (every post and session ends at once), or let the account sign in again, without posts."""
    if not can_manage_staff(actor) or actor.pk == user.pk:
        raise PermissionDenied
    if not active:
        for post in StaffPost.objects.not_over().filter(user=user):
            end_post(post=post, ended_by=actor)
        end_sessions(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(actor=actor, action="grant.account_active", target=user, data={"active": active})
    return user


def digest_of(token: str) -> str:
    """What is stored of a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()
