"""The operation log: appending under 16 writers beside a plain insert of the same row, and verifying a million entries.

Commits are durable (see `booking.py`): on a server that doesn't flush, the figures would say nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

from tests.bench.booking import durable_database

WRITERS = 16
EACH = 200
ENTRIES = int(os.environ.get("BENCH_AUDIT_ENTRIES", "1000000"))
BATCH = 5_000
SLOWEST_APPEND = 0.5  # at most twice the time of a plain insert
SECONDS_PER_MILLION = 60.0


def main() -> None:
    """Print three rows."""
    with durable_database() as url:
        os.environ["DATABASE_URL"] = url
        django.setup()
        from django.core.management import call_command

        call_command("migrate", "--no-input", verbosity=0)
        plain = together(insert_plainly)
        appended = together(append)
        ratio = appended / plain
        show("log: append, 16 writers", round(appended), "/s", round(plain), ratio, SLOWEST_APPEND, higher=True)
        fill(ENTRIES)
        verify()


def show(name: str, value: Any, unit: str, limit: Any, ratio: Any, target: Any, *, higher: bool) -> None:
    """One row of the table."""
    ok = None if target is None else (ratio >= target if higher else value <= target)
    row = {"name": name, "value": value, "unit": unit, "limit": limit, "ratio": ratio and round(ratio, 3)}
    print(json.dumps(row | {"target": target, "ok": ok}), flush=True)


def insert_plainly(number: int) -> None:
    """The same row without digest, canonical form or object: one statement."""
    from django.db import connection, transaction

    sql = (
        "INSERT INTO audit_entry (public_id, at, actor_id, acting_for, action, succeeded, target_type, target_id,"
        " community_id, request_id, data, digest) VALUES (%s, %s, NULL, NULL, %s, true, %s, %s, NULL, '', %s, %s)"
    )
    row = ["booking.create", "booking.booking", "4711", '{"number": 1}', "0" * 64]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [uuid.uuid4(), dt.datetime.now(dt.UTC), *row])


def append(number: int) -> None:
    """What every action does."""
    from django.db import transaction

    from portal.audit.actions import TargetRef, record

    with transaction.atomic():
        record(
            actor=None, action="booking.create", target=TargetRef("booking.booking", "4711"), data={"number": number}
        )


def together(work: Callable[[int], None]) -> float:
    """Transactions per second of all writers, each in a process of its own."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    line, spans = context.Barrier(WRITERS), context.Queue()
    writers = [context.Process(target=_write, args=(work, line, spans)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    times = [spans.get(timeout=300) for _ in writers]
    for writer in writers:
        writer.join()
    return WRITERS * EACH / (max(end for _, end in times) - min(start for start, _ in times))


def _write(work: Callable[[int], None], line: Any, spans: Any) -> None:
    for number in range(10):
        work(number)
    line.wait()
    started = time.monotonic()
    for number in range(EACH):
        work(number)
    spans.put((started, time.monotonic()))


def fill(count: int) -> None:
    """So many entries, sealed; what the writers left (some without a digest) goes first."""
    from django.db import connection
    from django.utils import timezone

    from portal.audit.canonical import digest_of
    from portal.audit.models import Entry
    from portal.audit.sealing import seal_entries
    from portal.audit.triggers import create_triggers, drop_triggers

    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry, audit_leaf, audit_batch CASCADE")
    create_triggers(connection)
    for start in range(0, count, BATCH):
        entries = [
            Entry(at=timezone.now(), action="booking.create", target_type="booking.booking", target_id=str(number),
                  request_id=uuid.uuid4().hex, data={"number": number, "key": "x" * 20})
            for number in range(start, min(count, start + BATCH))
        ]  # fmt: skip
        for entry in entries:
            entry.digest = digest_of(entry)
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        seal_entries()


def verify() -> None:
    """Everything, then what came since."""
    from portal.audit.models import Entry
    from portal.audit.verification import keep_report, verified_up_to, verify_log

    report = verify_log()
    assert report.is_clean, report.findings[:3]
    assert report.entries == ENTRIES
    keep_report(report)
    per_million = report.seconds * 1_000_000 / ENTRIES
    show("log: verify a million entries", round(per_million, 1), "s", None, None, SECONDS_PER_MILLION, higher=False)
    fill_more = 1_000
    for number in range(fill_more):
        append(number)
    from portal.audit.sealing import seal_entries

    started = time.monotonic()
    seal_entries()
    sealed = time.monotonic() - started
    show(f"log: seal {fill_more} entries on top of them", round(sealed, 2), "s", None, None, 2.0, higher=False)
    again = verify_log(since=verified_up_to() + 1)
    assert (again.entries, Entry.objects.count()) == (fill_more, ENTRIES + fill_more)
    show("log: verify what came since", round(again.seconds, 2), "s", None, None, 5.0, higher=False)


if __name__ == "__main__":
    main()
