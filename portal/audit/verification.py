"""Verifying the log against itself, against the site's keys, and against checkpoints kept elsewhere."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.files.storage import Storage
from django.utils import timezone

from portal.audit.canonical import digest_of
from portal.audit.checkpoints import read_checkpoints
from portal.audit.enums import Fault
from portal.audit.keys import is_signed
from portal.audit.merkle import root_of
from portal.audit.models import Batch, Entry, Leaf, Prune, Verification
from portal.audit.pruning import prune_statement
from portal.audit.sealing import GENESIS, head_of, header_of

# How long a transaction may have been open before the batch that was sealed meanwhile.
LONGEST_TRANSACTION = dt.timedelta(minutes=15)
LONGEST_WAIT = dt.timedelta(hours=1)
MOST_FAULTS = 200


class Row(NamedTuple):
    """An entry as it is read for verification, with its place."""

    batch_id: int
    position: int
    pk: int
    digest: str
    public_id: uuid.UUID
    at: dt.datetime
    actor_id: int | None
    acting_for: uuid.UUID | None
    action: str
    succeeded: bool
    target_type: str
    target_id: str
    community_id: int | None
    request_id: str
    data: dict[str, Any]


ENTRY_COLUMNS = tuple(f"entry__{name}" for name in Row._fields[2:])


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: its kind, the batch and the entry it is about, and what was seen."""

    fault: Fault
    batch: int | None = None
    entry: str = ""
    detail: str = ""

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {"fault": self.fault.value, "batch": self.batch, "entry": self.entry, "detail": self.detail}


@dataclass
class Report:
    """What a run came to."""

    first: int
    last: int = 0
    head: str = ""
    entries: int = 0
    waiting: int = 0
    checkpoints: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was wrong."""
        return not self.findings


def verify_log(*, since: int = 1, checkpoints: Storage | None = None) -> Report:
    """Verify every batch from number `since` on, and every checkpoint kept in `checkpoints`.

    The chain of heads is always followed from the first batch; only the entries before `since` are left out.
    """
    started = time.monotonic()
    report = Report(first=since)
    batches = list(Batch.objects.order_by("seq"))
    for finding in _all_findings(report, batches, since, checkpoints):
        report.findings.append(finding)
        if len(report.findings) >= MOST_FAULTS:
            break
    report.last, report.head = (batches[-1].seq, batches[-1].head) if batches else (0, "")
    report.seconds = time.monotonic() - started
    return report


def keep_report(report: Report) -> Verification:
    """Note a run, so that the next one may begin where a clean one ended."""
    kept = Verification(
        at=timezone.now(),
        first_seq=report.first,
        last_seq=report.last,
        head=report.head,
        entries=report.entries,
        waiting=report.waiting,
        checkpoints=report.checkpoints,
        faults=[finding.as_data() for finding in report.findings],
        seconds=report.seconds,
    )
    kept.save()
    return kept


def verified_up_to() -> int:
    """Number of the last batch that a clean run has verified, if it still stands as it did then; else 0."""
    last = Verification.objects.filter(faults=[]).order_by("-last_seq").first()
    if last is None or not Batch.objects.filter(seq=last.last_seq, head=last.head).exists():
        return 0
    return last.last_seq


def _all_findings(report: Report, batches: list[Batch], since: int, checkpoints: Storage | None) -> Iterator[Finding]:
    yield from _chain(batches)
    yield from _contents(report, batches, since)
    yield from _waiting(report)
    if checkpoints is not None:
        yield from _checkpoints(report, {batch.seq: batch for batch in batches}, checkpoints)


def _chain(batches: Iterable[Batch]) -> Iterator[Finding]:
    """Numbers without gaps, each head following the one before, each signed by a pinned key."""
    expected, previous = 1, GENESIS
    for batch in batches:
        if batch.seq != expected or batch.previous != previous:
            yield Finding(Fault.CHAIN, batch.seq, detail=f"expected batch {expected} after head {previous[:16]}")
        if batch.head != head_of(batch):
            yield Finding(Fault.HEAD, batch.seq)
        if not is_signed(header_of(batch), batch.signature, batch.key_id):
            yield Finding(Fault.SIGNATURE, batch.seq, detail=f"key {batch.key_id}")
        expected, previous = batch.seq + 1, batch.head


def _contents(report: Report, batches: list[Batch], since: int) -> Iterator[Finding]:
    """Every entry against its digest, every batch against its root."""
    wanted = {batch.pk: batch for batch in batches if batch.seq >= since}
    before = {later.pk: earlier.sealed_at for earlier, later in zip(batches, batches[1:], strict=False)}
    pruned = _Pruned()
    yield from pruned.findings()
    seen: set[int] = set()
    for batch_id, rows in groupby(_rows(since), attrgetter("batch_id")):
        seen.add(batch_id)
        if batch_id in wanted:
            yield from _batch(report, wanted[batch_id], list(rows), before.get(batch_id), pruned)
    for batch in (batch for pk, batch in wanted.items() if pk not in seen):
        if not pruned.covers(batch):
            yield Finding(Fault.MISSING, batch.seq, detail=f"{batch.count} entries")


def _batch(
    report: Report, batch: Batch, rows: list[Row], earlier: dt.datetime | None, pruned: _Pruned
) -> Iterator[Finding]:
    """One batch. Its root is only compared while nothing smaller says what is wrong."""
    report.entries += len(rows)
    digests = [digest_of(row) for row in rows]
    found = [
        Finding(Fault.CHANGED, batch.seq, str(row.public_id), f"entry number {row.pk}")
        for row, digest in zip(rows, digests, strict=True)
        if digest != row.digest
    ]
    places = {row.position for row in rows}
    gaps = sorted(set(range(batch.count)) - places)
    if gaps and not (not rows and pruned.covers(batch)):
        found.append(Finding(Fault.MISSING, batch.seq, detail=f"{len(gaps)}, the first at place {gaps[0]}"))
    if len(rows) > batch.count - len(gaps):
        found.append(Finding(Fault.ADDED, batch.seq, detail=f"{len(rows) - batch.count + len(gaps)} too many"))
    if not found and root_of([bytes.fromhex(digest) for digest in digests]).hex() != batch.root:
        found.append(Finding(Fault.ROOT, batch.seq))
    if earlier is not None:
        found += [
            Finding(Fault.BACKDATED, batch.seq, str(row.public_id), f"entry number {row.pk}")
            for row in rows
            if row.at < earlier - LONGEST_TRANSACTION
        ]
    yield from found


def _rows(since: int) -> Iterator[Row]:
    """Entries in the order of their seals. Plain rows: model instances would take twice the time."""
    leaves = Leaf.objects.filter(batch__seq__gte=since) if since > 1 else Leaf.objects.all()
    columns = leaves.order_by("batch_id", "position").values_list("batch_id", "position", *ENTRY_COLUMNS)
    yield from map(Row._make, columns.iterator(chunk_size=5_000))


def _waiting(report: Report) -> Iterator[Finding]:
    unsealed = Entry.objects.unsealed()
    report.waiting = unsealed.count()
    oldest = unsealed.order_by("at").first() if report.waiting else None
    if oldest is not None and oldest.at < timezone.now() - LONGEST_WAIT:
        yield Finding(Fault.UNSEALED, entry=str(oldest.public_id), detail=f"{report.waiting} entries")


def _checkpoints(report: Report, batches: dict[int, Batch], storage: Storage) -> Iterator[Finding]:
    for checkpoint in read_checkpoints(storage):
        report.checkpoints += 1
        if not checkpoint.is_genuine:
            yield Finding(Fault.CHECKPOINT, detail=checkpoint.name)
        elif checkpoint.seq not in batches:
            yield Finding(Fault.TRUNCATED, checkpoint.seq, detail=checkpoint.name)
        elif batches[checkpoint.seq].head != checkpoint.head:
            yield Finding(Fault.REPLACED, checkpoint.seq, detail=checkpoint.name)


class _Pruned:
    """Which batches were emptied by a signed record."""

    def __init__(self) -> None:
        self._all = list(Prune.objects.all())
        self._signed = [one for one in self._all if is_signed(prune_statement(one), one.signature, one.key_id)]

    def findings(self) -> Iterator[Finding]:
        for one in self._all:
            if one not in self._signed:
                yield Finding(Fault.PRUNE, one.first_seq, detail=f"{one.first_seq} to {one.last_seq}")

    def covers(self, batch: Batch) -> bool:
        return any(one.first_seq <= batch.seq <= one.last_seq for one in self._signed)
