"""User: who signs in."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import DisplayMode, Language
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.normalise import normalise_phone


class User(AbstractUser):
    """An account. Names of people stand sealed in `Resident`; the account itself carries a nickname only."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nickname = models.CharField(
        _("nickname"), max_length=30, blank=True, help_text=_("Shown to others instead of your name.")
    )
    phone = SealedField(_("mobile phone"), max_plain=20, blank=True)
    phone_index = BlindIndexField(source="phone", normalise=normalise_phone, unique=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    display_mode = models.CharField(
        _("display"), max_length=12, choices=DisplayMode.choices, default=DisplayMode.STANDARD
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.CHINESE)

    # Part of what every session of the account is checked against: raising it signs out everywhere.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    REQUIRED_FIELDS = []  # type: ignore[misc]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The nickname, or else the account's name: never a person's sealed name."""
        return self.nickname or self.username

    def get_short_name(self) -> str:
        """As `get_full_name`."""
        return self.get_full_name()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """As Django's, over the password and the epoch."""
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, f"{self.password}|{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()
