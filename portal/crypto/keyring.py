"""The keys that seal personal data, read from `FIELD_KEYS` and never printed."""

from __future__ import annotations

import base64
import re
import secrets
from functools import lru_cache
from typing import NoReturn

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9]{1,12}")


class UnknownKey(LookupError):
    """A sealed value names a key that is not on the ring."""


class KeyRing:
    """Keys by id; the first of `FIELD_KEYS` seals new values, all of them open old ones.

    `FIELD_KEYS` is `id:base64key[,id:base64key…]`, each key 32 bytes. Sealing and indexing use different keys derived
    from it by HKDF (RFC 5869), so that the index key alone opens nothing.
    """

    def __init__(self, configured: str) -> None:
        self._keys: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in configured.split(","))):
            key_id, _, encoded = part.partition(":")
            if not KEY_ID.fullmatch(key_id):
                _refuse("a key id has one to twelve lower-case letters and digits, followed by a colon")
            if key_id in self._keys:
                _refuse(f"the key id {key_id} occurs twice")
            self._keys[key_id] = _decoded(key_id, encoded)
        if not self._keys:
            _refuse("it is empty")

    def __repr__(self) -> str:
        return f"<KeyRing of {len(self._keys)}>"

    @property
    def active(self) -> str:
        """Id of the key that seals new values."""
        return next(iter(self._keys))

    @property
    def ids(self) -> list[str]:
        """All key ids, the active one first."""
        return list(self._keys)

    def sealing_key(self, key_id: str) -> bytes:
        """The 32-byte key for sealing under this id; raises UnknownKey."""
        return self._derived(key_id, b"linli seal")

    def index_key(self, key_id: str, column: str) -> bytes:
        """The 32-byte key for the blind index of one column (`app.model.field`); raises UnknownKey."""
        return self._derived(key_id, b"linli index " + column.encode("ascii"))

    def _derived(self, key_id: str, purpose: bytes) -> bytes:
        if key_id not in self._keys:
            raise UnknownKey(f"no key {key_id} on the ring: add it to FIELD_KEYS")
        return _derive(self._keys[key_id], purpose)


def _decoded(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        _refuse(f"the key {key_id} is not {KEY_BYTES} bytes in base64")
    return key


def _refuse(reason: str) -> NoReturn:
    raise ImproperlyConfigured(
        f"FIELD_KEYS cannot be used: {reason}. Set it to id:base64key[,id:base64key…] with {KEY_BYTES}-byte keys."
    )


@lru_cache(maxsize=256)
def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


@lru_cache(maxsize=1)
def key_ring() -> KeyRing:
    """The ring of this process."""
    return KeyRing(settings.FIELD_KEYS)


def generate_key(key_id: str = "k1") -> str:
    """A fresh entry for `FIELD_KEYS`."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}"


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "FIELD_KEYS":
        key_ring.cache_clear()


setting_changed.connect(_forget, dispatch_uid="crypto_forget_keys")
