"""Sealed tokens: `v1.<suite>.<key id>.<base64url of nonce, ciphertext, tag>`, bound to one row and one field."""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag

from portal.crypto.keyring import key_ring
from portal.crypto.suites import DEFAULT_SUITE, NONCE_BYTES, SUITES

VERSION = "v1"


class TamperedValue(ValueError):
    """A sealed value was changed, or stands in a row or column it was not sealed for."""


def seal(plain: str, place: str) -> str:
    """Seal `plain` for `place` (`app.model.field|row`), under the active key."""
    ring = key_ring()
    header = f"{VERSION}.{DEFAULT_SUITE.letter}.{ring.active}"
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = DEFAULT_SUITE.seal(ring.sealing_key(ring.active), nonce, plain.encode("utf-8"), _bound(header, place))
    return f"{header}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


def unseal(token: str, place: str) -> str:
    """The plain text of a token sealed for `place`; raises TamperedValue or UnknownKey."""
    parts = token.split(".")
    if len(parts) != 4 or parts[0] != VERSION or parts[1] not in SUITES:
        raise TamperedValue("this is not a sealed value")
    version, letter, key_id, body = parts
    key = key_ring().sealing_key(key_id)
    try:
        raw = base64.b64decode(body.encode("ascii"), altchars=b"-_", validate=True)
        plain = SUITES[letter].open(
            key, raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(f"{version}.{letter}.{key_id}", place)
        )
    except (InvalidTag, ValueError, binascii.Error):
        # Without the cause: its traceback would carry the bytes.
        raise TamperedValue("this sealed value was changed, or belongs to another row or field") from None
    return plain.decode("utf-8")


def key_id_of(token: str) -> str:
    """Id of the key a token was sealed under."""
    parts = token.split(".")
    if len(parts) != 4:
        raise TamperedValue("this is not a sealed value")
    return parts[2]


def _bound(header: str, place: str) -> bytes:
    return f"{header}|{place}".encode()
