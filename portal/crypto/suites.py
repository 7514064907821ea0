"""Cipher suites: how a value is sealed and how it is indexed. One letter of the token names the suite.

`CRYPTO_PROFILE` chooses the suite of new keys: `international` (AES-256-GCM, SHA-256) or `guomi` (SM4-GCM, SM3: GB/T 32907,
GB/T 32905). Old values stay readable whichever is chosen, and `rotate_keys` moves them over.
"""

from __future__ import annotations

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
TAG_BYTES = 16


class CipherSuite(Protocol):
    """Authenticated encryption with associated data, and a keyed hash."""

    letter: str
    key_bytes: int

    def seal(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """Ciphertext and tag of `plain`, bound to `bound`."""

    def open(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """The plain bytes; raises cryptography's InvalidTag when anything was changed."""

    def mac(self, key: bytes, message: bytes) -> bytes:
        """The 32-byte keyed hash for blind indexes."""


class Aes256Gcm:
    """AES-256 in Galois/counter mode (NIST SP 800-38D), HMAC-SHA-256."""

    letter = "a"
    key_bytes = 32

    def seal(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.seal`."""
        return AESGCM(key).encrypt(nonce, plain, bound)

    def open(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.open`."""
        return AESGCM(key).decrypt(nonce, sealed, bound)

    def mac(self, key: bytes, message: bytes) -> bytes:
        """As `CipherSuite.mac`."""
        return _mac(key, message, hashes.SHA256())


class Sm4Gcm:
    """SM4 (GB/T 32907-2016) in Galois/counter mode, HMAC-SM3 (GB/T 32905-2016)."""

    letter = "s"
    key_bytes = 16

    def seal(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.seal`."""
        encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound)
        return encryptor.update(plain) + encryptor.finalize() + encryptor.tag

    def open(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.open`."""
        if len(sealed) < TAG_BYTES:
            raise InvalidTag
        body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(body) + decryptor.finalize()

    def mac(self, key: bytes, message: bytes) -> bytes:
        """As `CipherSuite.mac`."""
        return _mac(key, message, hashes.SM3())


def _mac(key: bytes, message: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    made = hmac.HMAC(key, algorithm)
    made.update(message)
    return made.finalize()


SUITES: dict[str, CipherSuite] = {suite.letter: suite for suite in (Aes256Gcm(), Sm4Gcm())}
DEFAULT_SUITE = SUITES["a"]
PROFILES = {"international": SUITES["a"], "guomi": SUITES["s"]}
