"""Stages of signing in that differ from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, LoginStage
from django.shortcuts import redirect

from portal.accounts.known_browsers import is_known
from portal.accounts.models import Resident


class EmailIfAnyStage(EmailVerificationStage):
    """Ask for the code sent by e-mail only where there is an e-mail: residents with a phone and staff may have none."""

    def handle(self) -> tuple[Any, bool]:
        """Pass an account without any e-mail address on to the next stage."""
        login = self.login
        if not login.email and login.user is not None and not EmailAddress.objects.filter(user=login.user).exists():
            return None, True
        return super().handle()


class SamePersonStage(LoginStage):
    """A phone number moves to a new owner, the account behind it doesn't.

    Carriers give numbers out again after some months. So a code to the phone alone doesn't open the account of somebody
    whose identity is on record, on a browser that this person has not used before.
    """

    key = "same_person"
    urlname = "account_same_person"

    def handle(self) -> tuple[Any, bool]:
        """Ask, or pass on."""
        return (redirect(self.urlname), True) if self._is_needed() else (None, True)

    def _is_needed(self) -> bool:
        user = self.login.user
        if user is None or self.login.signup or is_known(self.request, user):
            return False
        methods = {record["method"] for record in get_authentication_records(self.request, user)}
        if methods != {"code"}:
            return False
        by_phone = any(record.get("phone") for record in get_authentication_records(self.request, user))
        return by_phone and Resident.objects.filter(user=user, verified_at__isnull=False).exists()
