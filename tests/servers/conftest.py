"""Real servers: a Redis and Celery workers as processes of their own, which a test may kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as live_settings
from django.db import connection

from devtools.paths import environment, tool
from devtools.processes import Child, Family, free_port
from devtools.servers import start_redis
from portal.celery import app

WORKER_SECONDS = 40


@pytest.fixture(autouse=True)
def _shared_database(transactional_db: None, django_db_serialized_rollback: None) -> None:
    """Rows are committed: the worker is another process."""


@pytest.fixture
def family() -> Iterator[Family]:
    """Every process of a test; none of them outlives it."""
    with Family() as members:
        yield members


@pytest.fixture
def redis_server(family: Family) -> str:
    """A Redis of the test's own; gives its address. Its process is `family.children[0].process`."""
    return start_redis(family, free_port())


@pytest.fixture
def broker(redis_server: str) -> Iterator[str]:
    """This process, too, sends its tasks to that Redis."""
    before = {
        name: app.conf[name]
        for name in ("broker_url", "broker_read_url", "broker_write_url", "broker_transport_options")
    }
    app.conf.update(
        broker_url=redis_server,
        broker_read_url=redis_server,
        broker_write_url=redis_server,
        broker_transport_options={},
    )
    _forget_connections()
    yield redis_server
    app.conf.update(before)
    _forget_connections()


@pytest.fixture
def start_worker(family: Family, broker: str) -> Callable[..., Child]:
    """Start `celery worker` on the test's database; returns once it is ready. Names tell workers apart."""

    def start(name: str = "worker", **env: str) -> Child:
        command = [
            tool("celery"),
            "--app",
            "portal",
            "--quiet",
            "worker",
            "--hostname",
            f"{name}@%h",
            "--concurrency",
            "1",
        ]
        child = family.start(f"test-{name}", [*command, "--loglevel", "INFO"], env=_environment(broker, env))
        _wait_until(lambda: "ready." in child.log.read_text(encoding="utf-8"), WORKER_SECONDS, family)
        return child

    return start


@pytest.fixture
def wait_until(family: Family) -> Callable[..., None]:
    """Wait until a condition holds; fails after `seconds`, or at once with its log when a process has died."""
    return lambda condition, seconds=20.0: _wait_until(condition, seconds, family)


@pytest.fixture
def kill(family: Family) -> Callable[[Child], None]:
    """`kill -9` a process with all its children, as a power cut would."""

    def now(child: Child) -> None:
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        family.children.remove(child)

    return now


def _environment(broker: str, more: dict[str, str]) -> dict[str, str]:
    """The worker sees this test's database and reads its sealed fields."""
    return environment(
        DJANGO_SETTINGS_MODULE="portal.settings.test",
        VAR_DIR=str(live_settings.VAR_DIR),
        DATABASE_URL=_database_url(),
        REDIS_URL=broker,
        SECRET_KEY=live_settings.SECRET_KEY,
        FIELD_KEYS=live_settings.FIELD_KEYS,
        **more,
    )


def _database_url() -> str:
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password = (quote(database[key], safe="") for key in ("USER", "PASSWORD"))
    return f"postgres://{user}:{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def _wait_until(condition: Callable[[], Any], seconds: float, family: Family) -> None:
    until = time.monotonic() + seconds
    while not condition():
        family.look()
        if time.monotonic() > until:
            pytest.fail(f"not within {seconds:.0f} s")
        time.sleep(0.05)


def _forget_connections() -> None:
    """The next task asks for a connection anew, instead of taking one to the former broker."""
    app._pool = None
    app.amqp._producer_pool = None
