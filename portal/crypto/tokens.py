"""Sealed tokens: `v1.<suite>.<key id>.<base64url of nonce, ciphertext, tag>`, bound to one row and one field."""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from django.views.decorators.debug import sensitive_variables

from portal.crypto.keyring import RawKey, UnknownKey
from portal.crypto.suites import NONCE_BYTES, SUITES

VERSION = "v1"
PARTS = 4


class TamperedValue(ValueError):
    """A sealed value was changed, or stands in a row or column it was not sealed for."""


@sensitive_variables()
def seal(plain: str, place: str) -> str:
    """Seal `plain` for `place` (`app.model.field|row`) under the active key; raises ValueError for broken Unicode."""
    raw = _key_to_seal()
    header = f"{VERSION}.{raw.suite.letter}.{raw.key_id}"
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = raw.suite.seal(raw.key, nonce, _encoded(plain), _bound(header, place))
    return f"{header}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


@sensitive_variables()
def unseal(token: str, place: str) -> str:
    """The plain text of a token sealed for `place`; raises TamperedValue or UnknownKey."""
    header, letter, key_id, body = _parsed(token)
    box = _decoded(body)
    plain = None
    if len(box) > NONCE_BYTES:
        try:
            plain = SUITES[letter].open(
                _key_to_open(key_id).key, box[:NONCE_BYTES], box[NONCE_BYTES:], _bound(header, place)
            )
        except (InvalidTag, ValueError):
            # ValueError: a letter changed to that of a suite with another length of key.
            plain = None
    if plain is None:
        raise TamperedValue("this sealed value was changed, or belongs to another row or field")
    return plain.decode("utf-8")


def key_id_of(token: str) -> str:
    """Id of the key a token was sealed under."""
    return _parsed(token)[2]


def _parsed(token: str) -> tuple[str, str, str, str]:
    parts = token.split(".")
    if len(parts) != PARTS or parts[0] != VERSION or parts[1] not in SUITES:
        raise TamperedValue("this is not a sealed value")
    return ".".join(parts[:3]), parts[1], parts[2], parts[3]


def _decoded(body: str) -> bytes:
    """The bytes of a token's body, b"" where it is not their one canonical spelling."""
    try:
        raw = base64.urlsafe_b64decode(body.encode("ascii"))
    except ValueError:
        return b""
    return raw if base64.urlsafe_b64encode(raw).decode("ascii") == body else b""


def _encoded(plain: str) -> bytes:
    try:
        return plain.encode("utf-8")
    except UnicodeEncodeError:
        pass
    raise ValueError("a text with half a surrogate pair can't be sealed")  # outside: that error quotes the text


def _bound(header: str, place: str) -> bytes:
    return f"{header}|{place}".encode()


def _key_to_seal() -> RawKey:
    from portal.crypto.datakeys import key_ring  # its table is a model: not before the applications are loaded

    ring = key_ring()
    return ring.sealing_key(ring.active)


def _key_to_open(key_id: str) -> RawKey:
    from portal.crypto.datakeys import key_ring, look_again

    try:
        return key_ring().sealing_key(key_id)
    except UnknownKey:
        return look_again().sealing_key(key_id)
