"""PostgreSQL and Redis of one's own: on free ports, with throw-away data or data kept in `var/services`."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.packages import debian
from devtools.paths import environment
from devtools.processes import Family, free_port
from devtools.steps import Failure, Step

DATABASE_USER = "linli"
# Data that nobody needs after a crash need not wait for the disk.
THROW_AWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def ensure(step: Step, *, postgresql: bool = True, redis: bool = True) -> None:
    """Install the servers that are missing, where that is permitted."""
    missing = {}
    if postgresql and not _postgresql_programs():
        missing["postgresql"] = "for the tests on PostgreSQL"
    if redis and not redis_program():
        missing["redis-server"] = "for the tests with a real broker"
    if missing:
        debian(step, missing)


def redis_program() -> str | None:
    """Where redis-server is."""
    return shutil.which("redis-server", path=environment()["PATH"])


def _postgresql_programs() -> Path | None:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    elsewhere = shutil.which("initdb")
    if elsewhere and not found:
        return Path(elsewhere).resolve().parent
    return max(found, key=lambda path: int(path.parent.name)) if found else None


@contextmanager
def throw_away_postgresql() -> Iterator[str]:
    """A PostgreSQL with an empty database for the time of the `with`; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="linli-pg-"))
    try:
        with postgresql(folder, free_port(), secrets.token_urlsafe(18), options=THROW_AWAY) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql(folder: Path, port: int, password: str, *, options: tuple[str, ...] = ()) -> Iterator[str]:
    """Run PostgreSQL with its data in `folder` (made on first use); gives its DATABASE_URL."""
    programs = _postgresql_programs()
    if programs is None:
        raise Failure("PostgreSQL is missing. Please run once: sudo apt-get install --no-install-recommends postgresql")
    data = folder / "data"
    owner = _owner()
    folder.mkdir(parents=True, exist_ok=True)
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    fresh = not (data / "PG_VERSION").exists()
    if fresh:
        secret = folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(password, encoding="ascii")
        if owner:
            os.chown(secret, owner.pw_uid, owner.pw_gid)
        encoding = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}"]
        _as_owner([str(programs / "initdb"), "-D", str(data), "-U", DATABASE_USER, *encoding])
        secret.unlink()
    listen = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", *options]
    control = [str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "server.log"), "-w"]
    _as_owner([*control, "-o", " ".join(listen), "start"])
    try:
        if fresh:
            connect = ["-h", str(folder), "-p", str(port), "-U", DATABASE_USER]
            _as_owner([str(programs / "createdb"), *connect, DATABASE_USER], PGPASSWORD=password)
        yield f"postgres://{DATABASE_USER}:{password}@127.0.0.1:{port}/{DATABASE_USER}"
    finally:
        _as_owner([*control, "-m", "fast", "stop"])


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as the account that Debian made for it."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def _as_owner(command: list[str], **env: str) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    answer = subprocess.run(
        command,
        cwd="/",
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if answer.returncode:
        raise Failure(
            f"{answer.stdout}{answer.stderr}\nPostgreSQL could not be started or stopped: {' '.join(command)}"
        )


def start_redis(family: Family, port: int, *, folder: Path | None = None) -> str:
    """Start Redis as one of the family, keeping its data in `folder` if given; return its REDIS_URL."""
    program = redis_program()
    if program is None:
        raise Failure("Redis is missing. Please run once: sudo apt-get install --no-install-recommends redis-server")
    keep = ["--save", ""] if folder is None else ["--dir", str(folder), "--appendonly", "yes"]
    family.start("redis", [program, "--port", str(port), "--bind", "127.0.0.1", *keep], env=environment())
    family.wait_for(port, seconds=20)
    return f"redis://127.0.0.1:{port}/0"
