"""Bookings of one hot time through the whole action (rules, log, message), beside the bare seat statement in pgbench.

Both run with the same number of connections on the same server, with durable commits: on a server that doesn't flush
(as the throw-away ones of the tests) the figure would say nothing about the contention, so one is started that does.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

CLIENTS = 16
EACH = 150
WARM_UP = 10
TARGET = 0.5
KEY = "bench-booking"

SCRIPT = """
\\set n :n + 1
\\set place :client_id * {each} + :n
WITH seat AS (UPDATE booking_slot SET booked = booked + 1 WHERE id = {slot} AND is_open AND booked < capacity
  RETURNING booked, capacity),
made AS (INSERT INTO booking_booking (public_id, number, slot_id, beneficiary_id, booked_by_id, key, status, note,
    created_at, status_at, cancel_reason, welfare_outcome, welfare_checked_at, welfare_checked_by_id, moves)
  SELECT gen_random_uuid(), {mark} || lpad((:place)::text, 9, '0'), {slot}, {person} + :place, {user} + :place,
    gen_random_uuid(), 'confirmed', '', now(), now(), '', '', NULL, NULL, 0 FROM seat RETURNING id)
SELECT made.id, seat.booked >= seat.capacity FROM made, seat;
"""


def main() -> None:
    """Print one row."""
    with durable_database() as url:
        os.environ["DATABASE_URL"] = url
        django.setup()
        from django.core.management import call_command

        call_command("migrate", "--no-input", verbosity=0)
        offering, first_person, first_user = people(2 * CLIENTS * EACH)
        limit = in_pgbench(url, hot_slot(offering), first_person, first_user)
        value = through_the_action(hot_slot(offering), first_person + CLIENTS * EACH)
    ratio = value / limit
    row = {"name": "booking action, one hot time", "value": round(value), "unit": "/s", "limit": round(limit)}
    print(json.dumps(row | {"ratio": round(ratio, 3), "target": TARGET, "ok": ratio >= TARGET}), flush=True)


@contextlib.contextmanager
def durable_database() -> Iterator[str]:
    """The database of DATABASE_URL if its commits are flushed, otherwise one of our own that flushes them."""
    import psycopg

    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        with psycopg.connect(given) as connection:
            settings = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]
        if settings == [("on",), ("on",)]:
            yield given
            return
    from devtools import servers
    from devtools.processes import free_port

    with tempfile.TemporaryDirectory(prefix="linli-bench-pg-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the server runs under an account of its own
        with servers.postgresql(Path(folder) / "pg", free_port(), secrets.token_urlsafe(18)) as url:
            yield url


def people(number: int) -> tuple[Any, int, int]:
    """A service for everybody, and so many residents with accounts; primary keys run without gaps."""
    from portal.accounts.models import Resident, User
    from portal.communities.models import Community
    from services.booking.models import Offering

    mark = secrets.token_hex(4)
    community = Community.objects.create(key=f"{KEY}-{mark}", name="测速社区")
    offering = Offering.objects.create(
        community=community, kind="repair", name="测速服务", provider="测速", place="测速", min_age=0
    )
    users = User.objects.bulk_create(
        [User(username=f"{KEY}-{mark}-{place}") for place in range(number)], batch_size=1000
    )
    residents = Resident.objects.bulk_create(
        [Resident(community=community, user=user, name="测速") for user in users], batch_size=1000
    )
    assert residents[-1].pk - residents[0].pk == number - 1
    assert users[-1].pk - users[0].pk == number - 1
    return offering, residents[0].pk, users[0].pk


def hot_slot(offering: Any) -> Any:
    """A time with a seat for everyone who asks."""
    from portal import clock
    from services.booking.models import Slot

    starts = clock.now() + dt.timedelta(days=5, seconds=secrets.randbelow(10**5))
    return Slot.objects.create(
        offering=offering, starts=starts, ends=starts + dt.timedelta(hours=1), capacity=2 * CLIENTS * EACH
    )


def in_pgbench(url: str, slot: Any, first_person: int, first_user: int) -> float:
    """The statement of `seats.py`, prepared, and nothing else: seats per second."""
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    script = SCRIPT.format(
        each=EACH, slot=slot.pk, mark=secrets.randbelow(900) + 100, person=first_person, user=first_user
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(program), url, "-n", "-M", "prepared", "-D", "n=-1", "-f", file.name]
        sizes = ["-c", str(CLIENTS), "-j", "2", "-t", str(EACH)]
        answer = subprocess.run([*command, *sizes], capture_output=True, text=True, check=True).stdout
    slot.refresh_from_db()
    assert slot.booked == CLIENTS * EACH, answer
    return float(re.search(r"tps = ([\d.]+)", answer)[1])  # type: ignore[index]


def through_the_action(slot: Any, first_person: int) -> float:
    """`book_slot` by as many connections, each in a process of its own: bookings per second from the first to the last."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    line, spans = context.Barrier(CLIENTS), context.Queue()
    workers = [
        context.Process(target=work, args=(slot, first_person + number * EACH, line, spans))
        for number in range(CLIENTS)
    ]
    for worker in workers:
        worker.start()
    times = [spans.get(timeout=300) for _ in workers]
    for worker in workers:
        worker.join()
    slot.refresh_from_db()
    assert slot.booked == slot.bookings.count() == CLIENTS * EACH
    return CLIENTS * (EACH - WARM_UP) / (max(end for _, end in times) - min(start for start, _ in times))


def work(slot: Any, first_person: int, line: Any, spans: Any) -> None:
    """One contender: a few bookings to warm up, the others measured."""
    from portal.accounts.models import Resident
    from services.booking.actions import book_slot

    mine = Resident.objects.filter(pk__gte=first_person, pk__lt=first_person + EACH).select_related("user")
    for place, person in enumerate(list(mine)):
        if place == WARM_UP:
            line.wait()
            started = time.monotonic()
        book_slot(booked_by=person.user, beneficiary=person, slot=slot, key=uuid.uuid4())
    spans.put((started, time.monotonic()))


if __name__ == "__main__":
    sys.exit(main())
