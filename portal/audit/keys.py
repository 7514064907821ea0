"""The keys that sign the heads of the log, from `AUDIT_SIGNING_KEY` (the sealer's) and `AUDIT_PUBLIC_KEYS` (everybody's)."""

from __future__ import annotations

import base64
import re
import secrets
from functools import lru_cache
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

KEY_ID = re.compile(r"[a-z0-9]{1,12}")
KEY_BYTES = 32


class SigningKey:
    """An Ed25519 private key and its id; it never prints."""

    def __init__(self, configured: str) -> None:
        self.key_id, seed = _parsed("AUDIT_SIGNING_KEY", configured)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def __repr__(self) -> str:
        return f"<SigningKey {self.key_id}>"

    def sign(self, message: bytes) -> str:
        """The signature in base64."""
        return base64.b64encode(self._key.sign(message)).decode("ascii")

    @property
    def public(self) -> str:
        """The public half in base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode("ascii")


@lru_cache(maxsize=1)
def signing_key() -> SigningKey | None:
    """The sealer's key, None in a process that has none: web workers may do without it and ring for the sealer."""
    return SigningKey(settings.AUDIT_SIGNING_KEY) if settings.AUDIT_SIGNING_KEY else None


@lru_cache(maxsize=1)
def public_keys() -> dict[str, str]:
    """Pinned public keys (base64) by id: those of `AUDIT_PUBLIC_KEYS` and that of the signing key."""
    keys: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in settings.AUDIT_PUBLIC_KEYS.split(","))):
        key_id, raw = _parsed("AUDIT_PUBLIC_KEYS", part)
        keys[key_id] = base64.b64encode(raw).decode("ascii")
    own = signing_key()
    if own is not None:
        if keys.get(own.key_id, own.public) != own.public:
            _refuse("AUDIT_PUBLIC_KEYS", f"{own.key_id} is the id of another key than the signing key's")
        keys[own.key_id] = own.public
    return keys


def is_signed(message: bytes, signature: str, key_id: str) -> bool:
    """Whether `signature` is that of the pinned key `key_id` over `message`."""
    public = public_keys().get(key_id)
    if public is None:
        return False
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(raw, message)
    except (ValueError, InvalidSignature):
        return False
    return True


def generate_signing_key(key_id: str = "a1") -> str:
    """A fresh value for `AUDIT_SIGNING_KEY`."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}"


def _parsed(setting: str, configured: str) -> tuple[str, bytes]:
    key_id, _, encoded = configured.strip().partition(":")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError:
        raw = b""
    if not KEY_ID.fullmatch(key_id) or len(raw) != KEY_BYTES:
        _refuse(setting, f"it is not id:base64key with a key of {KEY_BYTES} bytes")
    return key_id, raw


def _refuse(setting: str, reason: str) -> NoReturn:
    raise ImproperlyConfigured(f"{setting} cannot be used: {reason}.")


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting in ("AUDIT_SIGNING_KEY", "AUDIT_PUBLIC_KEYS"):
        signing_key.cache_clear()
        public_keys.cache_clear()


setting_changed.connect(_forget, dispatch_uid="audit_forget_keys")
