"""Cipher suites: how a value is sealed. One letter of the token names the suite."""

from __future__ import annotations

from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class CipherSuite(Protocol):
    """Authenticated encryption with associated data."""

    letter: str

    def seal(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """Ciphertext and tag of `plain`, bound to `bound`."""

    def open(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """The plain bytes; raises cryptography's InvalidTag when anything was changed."""


class Aes256Gcm:
    """AES-256 in Galois/counter mode (NIST SP 800-38D)."""

    letter = "a"

    def seal(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.seal`."""
        return AESGCM(key).encrypt(nonce, plain, bound)

    def open(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """As `CipherSuite.open`."""
        return AESGCM(key).decrypt(nonce, sealed, bound)


SUITES: dict[str, CipherSuite] = {suite.letter: suite for suite in (Aes256Gcm(),)}
DEFAULT_SUITE = SUITES["a"]
