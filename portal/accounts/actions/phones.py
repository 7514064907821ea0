"""Writes about phone numbers."""

from __future__ import annotations

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.sign_out import end_sessions
from portal.audit.actions import record


@transaction.atomic
def release_number(*, user: User) -> User:
    """Take a number off an account whose owner has lost it: its new owner has proved to hold it, and nothing else.

    The account itself stays its owner's, who comes back by password, e-mail or the counter.
    """
    user.phone, user.phone_verified_at = "", None
    user.save(update_fields=["phone", "phone_index", "phone_verified_at"])
    end_sessions(user)
    record(actor=None, action="account.phone_release", target=user)
    return user
