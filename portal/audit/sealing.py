"""Sealing: whatever has no seal yet becomes a batch, chained to the one before and signed."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from portal.audit.canonical import canonical_json
from portal.audit.keys import signing_key
from portal.audit.merkle import root_of
from portal.audit.models import Batch, Entry, Leaf
from portal.bell import ring

SEAL = "audit.seal"
GENESIS = "0" * 64
LARGEST = 5_000
# How far before the newest sealed entry a transaction may still be open; every hour a sweep looks at all of them.
WINDOW = 20_000
LOCK = 0x6C696E6C69  # "linli"


class NoSigningKey(RuntimeError):
    """This process can't seal."""


def header_of(batch: Batch) -> bytes:
    """The canonical header of a batch: what its head is the hash of, and what is signed."""
    return canonical_json(
        {
            "at": batch.sealed_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "count": batch.count,
            "key": batch.key_id,
            "previous": batch.previous,
            "root": batch.root,
            "seq": batch.seq,
        }
    )


def head_of(batch: Batch) -> str:
    """SHA-256 of the header, in hex."""
    return hashlib.sha256(header_of(batch)).hexdigest()


def seal_entries(*, thorough: bool = False) -> int:
    """Seal all entries that are waiting; return how many. Another sealer at work means 0. Raises NoSigningKey.

    `thorough` looks for waiting entries in the whole log instead of its last stretch.
    """
    sealed = 0
    while True:
        batch = _seal_batch(thorough=thorough)
        sealed += batch.count if batch else 0
        if batch is None or batch.count < LARGEST:
            return sealed


def seal_at_once() -> None:
    """Seal now if this process may, else ring for the sealer."""
    if signing_key() is not None:
        seal_entries()
    else:
        ring(SEAL)


@transaction.atomic
def _seal_batch(*, thorough: bool) -> Batch | None:
    key = signing_key()
    if key is None:
        raise NoSigningKey("AUDIT_SIGNING_KEY is not set: this process can't seal the operation log")
    if not _lock():
        return None
    waiting = _waiting(thorough=thorough)
    if not waiting:
        return None
    previous = Batch.objects.order_by("-seq").first()
    batch = Batch(
        seq=previous.seq + 1 if previous else 1,
        previous=previous.head if previous else GENESIS,
        root=root_of([bytes.fromhex(digest) for _, digest in waiting]).hex(),
        count=len(waiting),
        sealed_at=timezone.now(),
        key_id=key.key_id,
    )
    batch.head, batch.signature = head_of(batch), key.sign(header_of(batch))
    batch.save()
    Leaf.objects.bulk_create(
        [Leaf(entry_id=pk, batch=batch, position=position) for position, (pk, _) in enumerate(waiting)],
        batch_size=1_000,
    )
    return batch


def _waiting(*, thorough: bool) -> list[Any]:
    entries = Entry.objects.unsealed()
    newest = None if thorough else Leaf.objects.order_by("-entry_id").values_list("entry_id", flat=True).first()
    if newest is not None:
        entries = entries.filter(pk__gt=newest - WINDOW)
    return list(entries.order_by("pk").values_list("pk", "digest")[:LARGEST])


def _lock() -> bool:
    """One sealer at a time. SQLite has a single writer anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
