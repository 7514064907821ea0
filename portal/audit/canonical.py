"""The canonical form of an entry: the bytes that its leaf hash is made of."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from portal.audit.merkle import leaf_hash

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

# A mobile or an identity number standing by itself; digests and UUIDs have no such groups.
PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+?86)?1[3-9]\d{9}|[1-9]\d{5}(?:18|19|20)\d{9}[\dXx])(?![0-9A-Za-z])", re.A
)


def canonical_json(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8. Only text, whole numbers, truth values and null come out alike on
    every database; `storable` refuses the rest."""
    return _encode(value).encode("utf-8")


def canonical(entry: Any) -> bytes:
    """An entry (or a row with its columns) as canonical JSON: UTC time with microseconds, what is usual left out."""
    content: dict[str, Any] = {
        "id": str(entry.public_id),
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "action": entry.action,
        "target": [entry.target_type, entry.target_id],
        "community": entry.community_id,
        "data": entry.data,
    }
    if entry.acting_for:
        content["for"] = str(entry.acting_for)
    if not entry.succeeded:
        content["ok"] = False
    if entry.request_id:
        content["request"] = entry.request_id
    return canonical_json(content)


def digest_of(entry: Any) -> str:
    """The RFC 6962 leaf hash of an entry, in hex."""
    return leaf_hash(canonical(entry)).hex()


def check_storable(data: dict[str, Any]) -> None:
    """Raise TypeError for what JSON can't give back unchanged, ValueError for what looks like personal data."""
    for text in _texts(data):
        if PERSONAL.search(text):
            raise ValueError("a phone or identity number has no place in the operation log: pass the record's id")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("keys in the operation log are text")
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool | int):
        raise TypeError(f"{type(value).__name__} has no place in the operation log")
