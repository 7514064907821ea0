"""Stages of signing in that differ from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage


class EmailIfAnyStage(EmailVerificationStage):
    """Ask for the code sent by e-mail only where there is an e-mail: residents with a phone and staff may have none."""

    def handle(self) -> tuple[Any, bool]:
        """Pass an account without any e-mail address on to the next stage."""
        login = self.login
        if not login.email and login.user is not None and not EmailAddress.objects.filter(user=login.user).exists():
            return None, True
        return super().handle()
