"""The keys that seal and index personal data: master keys from `FIELD_KEYS`, data keys wrapped by them. None ever prints."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import ImproperlyConfigured

from portal.crypto.suites import DEFAULT_SUITE, NONCE_BYTES, SUITES, CipherSuite

if TYPE_CHECKING:
    from portal.crypto.models import DataKey

KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9]{1,12}")


class UnknownKey(LookupError):
    """A sealed value names a key that is not on the ring."""


@dataclass(frozen=True)
class RawKey:
    """A key ready for use; its bytes stay out of every printout."""

    key_id: str
    suite: CipherSuite
    key: bytes = field(repr=False)


class KeyRing:
    """Master keys by id, and the data keys that they unwrap.

    `FIELD_KEYS` is `id:base64key[,id:base64key…]`, each key 32 bytes. The first wraps new data keys, all of them unwrap old
    ones. The newest data key of each kind seals and indexes. Before there is any data key (and for values from that time)
    the master keys do it themselves, by keys derived from them with HKDF (RFC 5869).
    """

    def __init__(self, configured: str, data_keys: Iterable[DataKey] = ()) -> None:
        self._masters: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in configured.split(","))):
            key_id, _, encoded = part.partition(":")
            if not KEY_ID.fullmatch(key_id):
                _refuse("a key id has one to twelve lower-case letters and digits, followed by a colon")
            if key_id in self._masters:
                _refuse(f"the key id {key_id} occurs twice")
            self._masters[key_id] = _decoded(key_id, encoded)
        if not self._masters:
            _refuse("it is empty")
        self._sealing: dict[str, RawKey] = {}
        self._index: dict[str, RawKey] = {}
        self._active = {"seal": "", "index": ""}
        self._locked: list[str] = []
        for data_key in data_keys:
            self._add(data_key)

    def __repr__(self) -> str:
        return f"<KeyRing of {len(self._masters)} and {len(self._sealing) + len(self._index)}>"

    @property
    def first_master(self) -> str:
        """Id of the master key that wraps new data keys."""
        return next(iter(self._masters))

    @property
    def master_ids(self) -> list[str]:
        """Ids of all master keys, the one that wraps first."""
        return list(self._masters)

    @property
    def locked(self) -> list[str]:
        """Ids of data keys that no master key on the ring unwraps."""
        return list(self._locked)

    @property
    def active(self) -> str:
        """Id of the key that seals new values; raises UnknownKey where there are data keys and none can be unwrapped."""
        return self._newest("seal")

    @property
    def active_index(self) -> str:
        """Id of the key that indexes new values; raises as `active`."""
        return self._newest("index")

    @property
    def index_ids(self) -> list[str]:
        """Ids of all keys under which a value may be indexed, the active one first."""
        active = self.active_index
        return [active, *(key_id for key_id in [*reversed(self._index), *self._masters] if key_id != active)]

    def sealing_key(self, key_id: str) -> RawKey:
        """The key for sealing under this id; raises UnknownKey."""
        if key_id in self._sealing:
            return self._sealing[key_id]
        return RawKey(key_id, DEFAULT_SUITE, self._derived(key_id, b"linli seal"))

    def index_key(self, key_id: str, column: str) -> RawKey:
        """The key for the blind index of one column (`app.model.field`); raises UnknownKey."""
        purpose = b"linli index " + column.encode("ascii")
        if key_id in self._index:
            raw = self._index[key_id]
            return RawKey(key_id, raw.suite, _derive(raw.key, purpose, raw.suite.letter))
        return RawKey(key_id, DEFAULT_SUITE, self._derived(key_id, purpose))

    def wrap(self, key_id: str, key: bytes) -> tuple[str, str]:
        """Id of the wrapping master key, and the wrapped data key as text, bound to its id."""
        master, nonce = self.first_master, secrets.token_bytes(NONCE_BYTES)
        wrapping = _derive(self._masters[master], b"linli wrap", "a")
        sealed = AESGCM(wrapping).encrypt(nonce, key, b"linli data key " + key_id.encode("ascii"))
        return master, base64.b64encode(nonce + sealed).decode("ascii")

    def unwrap(self, data_key: DataKey) -> bytes:
        """The bytes of a data key; raises UnknownKey when its master key is missing or another one of that id."""
        master = self._masters.get(data_key.master_id)
        if master is not None:
            raw = base64.b64decode(data_key.wrapped)
            bound = b"linli data key " + data_key.key_id.encode("ascii")
            try:
                return AESGCM(_derive(master, b"linli wrap", "a")).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound)
            except InvalidTag:
                pass
        raise UnknownKey(f"no master key opens the data key {data_key.key_id}: add {data_key.master_id} to FIELD_KEYS")

    def _add(self, data_key: DataKey) -> None:
        try:
            suite = SUITES[data_key.suite]
            raw = RawKey(data_key.key_id, suite, self.unwrap(data_key))
        except UnknownKey:
            self._locked.append(data_key.key_id)
            return
        if data_key.kind == "seal":
            self._sealing[data_key.key_id] = RawKey(raw.key_id, suite, raw.key[: suite.key_bytes])
        else:
            self._index[data_key.key_id] = raw

    def use(self, kind: str, key_id: str) -> None:
        """Make a data key the one for new values of its kind."""
        self._active[kind] = key_id

    def _newest(self, kind: str) -> str:
        if self._active[kind]:
            return self._active[kind]
        if self._locked:
            raise UnknownKey(f"no master key opens the data keys {', '.join(self._locked)}: complete FIELD_KEYS")
        return self.first_master

    def _derived(self, key_id: str, purpose: bytes) -> bytes:
        if key_id not in self._masters:
            raise UnknownKey(f"no key {key_id} on the ring: add it to FIELD_KEYS")
        return _derive(self._masters[key_id], purpose, "a")


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
def _derive(key: bytes, purpose: bytes, letter: str) -> bytes:
    algorithm = hashes.SM3() if letter == "s" else hashes.SHA256()
    return HKDF(algorithm=algorithm, length=KEY_BYTES, salt=None, info=purpose).derive(key)


def generate_key(key_id: str = "k1") -> str:
    """A fresh entry for `FIELD_KEYS`."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}"
