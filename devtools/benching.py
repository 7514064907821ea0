"""Measuring: a production-like site on throw-away servers, the scripts of `tests/bench/`, a table and a JSON file."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from devtools import servers
from devtools.packages import debian, set_up
from devtools.paths import PYTHON, ROOT, VAR, environment, tool
from devtools.processes import Family, free_port
from devtools.steps import Failure, Steps

SCRIPTS = ROOT / "tests" / "bench"
COLUMNS = ("name", "value", "unit", "limit", "ratio", "target", "ok")
NO_SCRIPTS = frozenset({"__init__.py", "bare.py"})
WORKERS = "2"


def bench(expression: str = "") -> bool:
    """Run every script of `tests/bench/` whose name contains `expression`; return whether all targets are met.

    A script is a program: it measures, and prints one JSON object per figure with the keys of `COLUMNS`. It finds the
    site in `BENCH_BASE`, the database and Redis in `DATABASE_URL` and `REDIS_URL`, and the load generator in
    `BENCH_WRK` (empty where Debian's wrk could not be installed).
    """
    scripts = [path for path in sorted(SCRIPTS.glob("*.py")) if expression in path.stem and path.name not in NO_SCRIPTS]
    if not scripts:
        raise Failure(f"No script in {SCRIPTS.relative_to(ROOT)} is called {expression!r}.")
    steps = Steps(6)
    set_up(steps, development=True)
    with steps.step("PostgreSQL, Redis, wrk") as step:
        servers.ensure(step)
        if not shutil.which("wrk"):
            try:
                debian(step, {"wrk": "to make load"})
            except Failure:
                step.note = "without wrk: a slower load generator is used"
    rows: list[dict[str, Any]] = []
    with (
        tempfile.TemporaryDirectory(prefix="linli-bench-") as folder,
        servers.throw_away_postgresql() as url,
        Family() as family,
    ):
        with steps.step("servers"):
            redis = servers.start_redis(family, free_port())
        env = _site_environment(folder, url, redis)
        with steps.step("demo content") as step:
            seeding = {**env, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DEMO": "1"}
            for command in (["migrate", "--no-input"], ["compile_catalogues"], ["load_demo"]):
                step.run([str(PYTHON), "manage.py", *command], env=seeding)
            step.run([str(PYTHON), "manage.py", "collectstatic", "--no-input"], env=env)
        with steps.step("site"):
            port = free_port()
            _start_site(family, port, env)
        rows = [
            row for script in scripts for row in _measure(script, {**env, "BENCH_BASE": f"http://127.0.0.1:{port}"})
        ]
    _print_table(rows)
    print(f"written to {_write(rows)}")
    return bool(rows) and all(row["ok"] is not False for row in rows)


def _site_environment(folder: str, database: str, redis: str) -> dict[str, str]:
    return environment(
        VAR_DIR=folder,
        DJANGO_SETTINGS_MODULE="portal.settings.production",
        DATABASE_URL=database,
        REDIS_URL=redis,
        SECRET_KEY=secrets.token_urlsafe(48),
        FIELD_KEYS="b1:" + base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
        AUDIT_SIGNING_KEY="b1:" + base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
        ALLOWED_HOSTS="127.0.0.1",
        SECURE_SSL_REDIRECT="0",
        LOG_LEVEL="WARNING",
        BENCH_WRK=shutil.which("wrk") or "",
    )


def _start_site(family: Family, port: int, env: dict[str, str]) -> None:
    listen = ["--host", "127.0.0.1", "--port", str(port), "--workers", WORKERS, "--blocking-threads", "1", "--no-ws"]
    family.start("bench-web", [tool("granian"), "--interface", "wsgi", *listen, "portal.wsgi:application"], env=env)
    family.wait_for(port)


def _measure(script: Path, env: dict[str, str]) -> list[dict[str, Any]]:
    """Run one script; what it says beside its rows goes through to the terminal."""
    print(f"\n── {script.stem} ──", flush=True)
    module = ".".join(script.relative_to(ROOT).with_suffix("").parts)
    process = subprocess.Popen([str(PYTHON), "-m", module], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    rows = []
    for line in process.stdout or ():
        row = _row(line)
        if row:
            rows.append(row)
        else:
            print(line, end="", flush=True)
    if process.wait() or not rows:
        rows.append(dict.fromkeys(COLUMNS, None) | {"name": f"{script.stem} (broke off)", "ok": False})
    return rows


def _row(line: str) -> dict[str, Any] | None:
    if not line.startswith("{"):
        return None
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return {key: row.get(key) for key in COLUMNS} if "name" in row else None


def _print_table(rows: list[dict[str, Any]]) -> None:
    print(f"\n{'figure':<52}{'value':>12} {'unit':<8}{'limit':>12}{'ratio':>8}{'target':>9}")
    for row in rows:
        mark = {True: "✓", False: "✗"}.get(row["ok"], " ")
        value, limit, ratio, target = (_number(row[key]) for key in ("value", "limit", "ratio", "target"))
        print(f"{mark} {row['name']:<50}{value:>12} {row['unit'] or '':<8}{limit:>12}{ratio:>8}{target:>9}")


def _number(value: Any) -> str:
    if not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _write(rows: list[dict[str, Any]]) -> Path:
    now = dt.datetime.now(dt.UTC)
    path = VAR / "bench" / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"at": now.isoformat(), "cores": os.cpu_count(), "rows": rows}, indent=1), encoding="utf-8"
    )
    return path
