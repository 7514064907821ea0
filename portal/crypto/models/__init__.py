"""Data keys and sealed files."""

from __future__ import annotations

from portal.crypto.models.datakey import DataKey, KeyKind
from portal.crypto.models.sealed_file import SealedFile

__all__ = ["DataKey", "KeyKind", "SealedFile"]
