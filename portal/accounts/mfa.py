"""Second factors: their secrets sealed, their codes in the demo, and who has proved one in this session."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.crypto.tokens import seal, unseal

PLACE = "mfa.authenticator.data"
DEMO_SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # noqa: S105 - the alphabet of base32


class MFAAdapter(DefaultMFAAdapter):
    """allauth's adapter with sealed secrets: it stores them in clear otherwise."""

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or the seed of recovery codes."""
        return seal(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it; raises TamperedValue."""
        return unseal(encrypted_text, PLACE)

    def get_totp_issuer(self) -> str:
        """What the authenticator app shows."""
        return f"{settings.WAGTAIL_SITE_NAME} Linli"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name to begin with."""
        return gettext("This device")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever is signed in has proved a second factor in this session."""
    # Without the user, allauth answers with an empty list and no error.
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" for record in records)


def owns_second_factor(user: Any) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def note_new_factor(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Setting up a factor proves it: the receiver of allauth's `authenticator_added`."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def demo_secret(username: str) -> str:
    """The TOTP secret of a demo login, the same on this machine whenever the demo is loaded anew."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}|demo|{username}".encode()).digest()
    return "".join(DEMO_SECRET_LETTERS[byte % 32] for byte in digest)


def demo_code(user: Any) -> str:
    """A code that a demo login's authenticator app would show about now; "" outside demo mode.

    A code is taken once, and many people may try the same demo login at once: the nearest unused one is shown.
    """
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    if not settings.DEMO:
        return ""
    own = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if own is None or MFAAdapter().decrypt(own.data["secret"]) != demo_secret(user.username):
        return ""
    counters = list(yield_hotp_counters_from_time())
    middle = counters[len(counters) // 2]
    for counter in sorted(counters, key=lambda each: abs(each - middle)):
        code = format_hotp_value(hotp_value(demo_secret(user.username), counter))
        if cache.get(TOTP(own)._get_used_cache_key(code)) is None:
            return code
    return ""
