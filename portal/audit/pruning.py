"""Retention: entries whose time is over leave in whole batches, with a signed record; their heads stay for ever.

At least six months of logs are kept by law (Cybersecurity Law art. 23, old 21); the portal keeps three years (PIPL art. 56,
which asks that of records of processing). The database's triggers let nothing younger go.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from portal.audit.canonical import canonical_json
from portal.audit.keys import signing_key
from portal.audit.models import Batch, Leaf, Prune
from portal.audit.sealing import NoSigningKey
from portal.audit.triggers import MINIMUM_DAYS


def retention() -> dt.timedelta:
    """How long entries are kept; raises ImproperlyConfigured below the legal minimum."""
    days = settings.AUDIT_RETENTION_DAYS
    if days < MINIMUM_DAYS:
        raise ImproperlyConfigured(f"AUDIT_RETENTION_DAYS is {days}; the law asks for {MINIMUM_DAYS} days at least.")
    return dt.timedelta(days=days)


def prune_statement(prune: Prune) -> bytes:
    """What the signature of a removal is over."""
    return canonical_json(
        {
            "at": prune.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "entries": prune.entries,
            "first": prune.first_seq,
            "key": prune.key_id,
            "kind": "linli-audit-prune",
            "last": prune.last_seq,
            "older_than": prune.older_than.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        }
    )


def prunable(limit: dt.datetime) -> tuple[int, int, int] | None:
    """First and last number of the batches whose entries are all older than `limit`, and how many entries they hold.

    Batches are removed from the oldest on, without leaving any out.
    """
    done = Prune.objects.aggregate(last=Max("last_seq"))["last"] or 0
    last, entries = done, 0
    for batch in Batch.objects.filter(seq__gt=done, sealed_at__lt=limit).order_by("seq").iterator():
        if batch.seq != last + 1:
            break
        last, entries = batch.seq, entries + batch.count
    return (done + 1, last, entries) if last > done else None


def prune_log(*, now: dt.datetime | None = None) -> Prune | None:
    """Remove what is older than the retention; None when there is nothing. Raises NoSigningKey.

    Needs a database role that may delete from the log: that of the migrations, not that of the site.
    """
    limit = (now or timezone.now()) - retention()
    found = prunable(limit)
    key = signing_key()
    if key is None:
        raise NoSigningKey("AUDIT_SIGNING_KEY is not set: removals from the operation log are signed")
    if found is None:
        return None
    first, last, entries = found
    prune = Prune(
        first_seq=first, last_seq=last, entries=entries, older_than=limit, at=timezone.now(), key_id=key.key_id
    )
    prune.signature = key.sign(prune_statement(prune))
    with transaction.atomic():
        prune.save()
        _delete(first, last)
        _note(prune)
    return prune


def _delete(first: int, last: int) -> None:
    """By plain SQL: the log's models refuse to delete."""
    keys = list(Leaf.objects.filter(batch__seq__range=(first, last)).values_list("entry_id", flat=True))
    with connection.cursor() as cursor:
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM audit_leaf WHERE entry_id IN ({marks})", some)  # noqa: S608 - only marks
            cursor.execute(f"DELETE FROM audit_entry WHERE id IN ({marks})", some)  # noqa: S608


def _note(prune: Prune) -> None:
    from portal.audit.actions import record

    record(
        actor=None,
        action="audit.prune",
        target=prune,
        data={"first": prune.first_seq, "last": prune.last_seq, "entries": prune.entries},
    )
