"""Signing an account out everywhere."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F

from portal.accounts.models import User


@transaction.atomic
def end_sessions(user: Any) -> None:
    """End every session of an account, on whatever server it began: the next request of each is signed out."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    UserSession.objects.filter(user_id=user.pk).delete()
