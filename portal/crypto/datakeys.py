"""The ring of this process: master keys from the settings, data keys from the database."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.db import transaction
from django.db.models.signals import post_migrate
from django.utils import timezone

from portal.crypto.keyring import KEY_BYTES, KeyRing
from portal.crypto.models import DataKey, KeyKind
from portal.crypto.suites import PROFILES

SHORTEST_LOOK = 1.0
_ring: KeyRing | None = None
_read_at = 0.0


def key_ring() -> KeyRing:
    """The ring of this process, read anew every `KEY_RING_SECONDS`: so each process knows a new key before it is used."""
    global _ring, _read_at
    stale = settings.KEY_RING_SECONDS and time.monotonic() - _read_at > settings.KEY_RING_SECONDS
    if _ring is None or stale:
        _ring, _read_at = _read(), time.monotonic()
    return _ring


def forget_ring(**_: Any) -> None:
    """Have the next one who asks read the ring anew."""
    global _ring
    _ring = None


def look_again() -> KeyRing:
    """The ring, read anew unless that was a moment ago: for a value whose key another process may just have made."""
    if time.monotonic() - _read_at > SHORTEST_LOOK:
        forget_ring()
    return key_ring()


def make_data_keys(*, seconds_until_use: float = 0) -> list[DataKey]:
    """A fresh data key of each kind, of the suite that `CRYPTO_PROFILE` names, in use after so many seconds."""
    ring, suite = key_ring(), PROFILES[settings.CRYPTO_PROFILE]
    start = timezone.now() + dt.timedelta(seconds=seconds_until_use)
    with transaction.atomic():
        made = []
        for kind in KeyKind:
            key_id = _next_id(kind)
            master, wrapped = ring.wrap(key_id, secrets.token_bytes(KEY_BYTES))
            made.append(
                DataKey.objects.create(
                    key_id=key_id, kind=kind, suite=suite.letter, master_id=master, wrapped=wrapped, active_from=start
                )
            )
    forget_ring()
    return made


def ensure_data_keys(**_: Any) -> None:
    """The receiver of `post_migrate`: a site seals under data keys from its first row on."""
    forget_ring()
    if settings.FIELD_KEYS and not DataKey.objects.exists():
        make_data_keys()


def rewrap_data_keys() -> int:
    """Wrap every data key by the first key of `FIELD_KEYS`; return how many were wrapped by another one."""
    ring, count = key_ring(), 0
    with transaction.atomic():
        for data_key in DataKey.objects.select_for_update().exclude(master_id=ring.first_master):
            data_key.master_id, data_key.wrapped = ring.wrap(data_key.key_id, ring.unwrap(data_key))
            data_key.save(update_fields=["master_id", "wrapped"])
            count += 1
    forget_ring()
    return count


def _read() -> KeyRing:
    live = list(DataKey.objects.filter(retired_at=None))
    ring = KeyRing(settings.FIELD_KEYS, live)
    now, locked = timezone.now(), set(ring.locked)
    for data_key in live:
        if data_key.active_from <= now and data_key.key_id not in locked:
            ring.use(data_key.kind, data_key.key_id)
    return ring


def _next_id(kind: KeyKind) -> str:
    letter = {KeyKind.SEAL: "d", KeyKind.INDEX: "i"}[kind]
    taken = {*DataKey.objects.values_list("key_id", flat=True), *key_ring().master_ids}
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _follow(*, setting: str, **kwargs: object) -> None:
    if setting in ("FIELD_KEYS", "CRYPTO_PROFILE"):
        forget_ring()


def connect(app: Any) -> None:
    """Make the first keys when the tables are made, follow the settings."""
    post_migrate.connect(ensure_data_keys, sender=app, dispatch_uid="crypto_data_keys")
    setting_changed.connect(_follow, dispatch_uid="crypto_forget_keys")
