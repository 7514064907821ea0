"""Accounts, residents and who may act for whom."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The room of people: users, residents, authorities to act for someone."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts and residents")

    def ready(self) -> None:
        """A factor that was just set up is a factor proved."""
        from allauth.mfa.signals import authenticator_added

        from portal.accounts.mfa import note_new_factor

        authenticator_added.connect(note_new_factor, dispatch_uid="accounts.new_factor")
