"""The demo site on this machine: prepare what has changed since last time, then run web, worker and scheduler."""

from __future__ import annotations

import hashlib
import json
import os
import time
import urllib.request
from pathlib import Path

from devtools.packages import fingerprint, set_up
from devtools.paths import PYTHON, ROOMS, ROOT, RUNTIME_LOCK, VAR, environment, tool
from devtools.processes import Family, answers
from devtools.steps import Failure, Step, Steps

STAMP = VAR / ".prepared.json"
SETTINGS = "portal.settings.dev"
STEPS_TO_PREPARE = 5


def prepare(steps: Steps, *, again: bool = False) -> str:
    """Bring environment, database, translations and demo content up to date; return the demo logins as text.

    What has not changed since the last time is not looked at again, so a second start takes seconds; `again` does
    everything anew (each of these commands may be repeated without harm).
    """
    set_up(steps)
    known = {} if again else _read_stamp()
    schema = fingerprint(RUNTIME_LOCK, *_sources("migrations/*.py"))
    with steps.step("database") as step:
        if known.get("database") != _digest(_database(), schema):
            manage(step, "migrate", "--no-input", "--verbosity", "1")
            known = {"database": _digest(_database(), schema)}
            _write_stamp(known)
    with steps.step("translations") as step:
        if again or _stale_catalogues():
            manage(step, "compile_catalogues")
    demo = _digest(
        known["database"],
        fingerprint(*_sources("demo.py"), *_sources("demo/*.py")),
        os.environ.get("DEMO_PASSWORD", ""),
    )
    with steps.step("demo content") as step:
        if os.environ.get("DEMO", "1").lower() in ("0", "false", "off", "no"):
            return ""
        if known.get("demo") != demo:
            known |= {"demo": demo, "logins": _load_demo(step)}
            _write_stamp(known)
    return known["logins"]


def manage(step: Step, *arguments: str) -> None:
    """One management command with the development settings unless others are named."""
    step.run([str(PYTHON), "manage.py", *arguments], env=site_environment())


def site_environment(**more: str) -> dict[str, str]:
    """The environment of every process of the demo site."""
    return environment(
        VAR_DIR=str(VAR), DJANGO_SETTINGS_MODULE=os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS), **more
    )


def run(*, port: int, reload: bool) -> None:
    """Prepare, start web, worker and scheduler, say where the site is, and stay until Ctrl-C."""
    if answers(port):
        raise Failure(
            f"Port {port} is taken by another program. Choose another one: python3 dev.py run --port {port + 1}"
        )
    steps = Steps(STEPS_TO_PREPARE + 1)
    logins = prepare(steps)
    with Family() as family:
        with steps.step("site, worker, scheduler"):
            env = site_environment(**({"DEBUG": "1"} if reload else {}))
            family.start("web", _web(port, reload=reload), env=env)
            celery = [tool("celery"), "--app", "portal", "--quiet"]
            family.start("worker", [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO"], env=env)
            family.start("scheduler", [*celery, "beat", "--loglevel", "INFO"], env=env)
            _wait_until_served(family, port)
        _print_addresses(port, logins)
        try:
            family.watch()
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)
    print("Stopped.")


def _web(port: int, *, reload: bool) -> list[str]:
    if reload:
        return [str(PYTHON), "manage.py", "runserver", f"127.0.0.1:{port}"]
    listen = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "8"]
    return [tool("granian"), "--interface", "wsgi", *listen, "--no-ws", "portal.wsgi:application"]


def _wait_until_served(family: Family, port: int) -> None:
    family.wait_for(port)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + 60
    while True:
        family.look()
        try:
            opener.open(f"http://127.0.0.1:{port}/health/ready", timeout=30).close()
            return
        except OSError as error:
            if time.monotonic() > until:
                raise Failure(f"The site does not answer: {error}. Its log: {VAR / 'log' / 'web.log'}") from error
            time.sleep(0.2)


def _print_addresses(port: int, logins: str) -> None:
    base = f"http://127.0.0.1:{port}"
    print(f"\n  the site          {base}/")
    print(f"  a community       {base}/longshan/")
    print(f"  sign in           {base}/accounts/login/")
    print(f"  staff             {base}/admin/")
    for line in logins.splitlines():
        print(f"  {line.strip()}")
    print(f"  logs              {VAR / 'log'}")
    print("\nCtrl-C stops it all.", flush=True)


def _load_demo(step: Step) -> str:
    """Run `load_demo`; return what it says about signing in."""
    log = VAR / "log" / "setup.log"
    mark = log.stat().st_size if log.exists() else 0
    manage(step, "load_demo")
    with log.open("rb") as handle:
        handle.seek(mark)
        said = handle.read().decode("utf-8", "replace")
    start = said.find("Demo logins")
    return said[start:].strip() if start >= 0 else ""


def _database() -> str:
    """Which database is meant, and that an embedded one is still there."""
    dotenv = ROOT / ".env"
    url = os.environ.get("DATABASE_URL", "") + (dotenv.read_text(encoding="utf-8") if dotenv.is_file() else "")
    embedded = VAR / "linli.sqlite3"
    return url or (str(embedded.stat().st_ino) if embedded.exists() else "")


def _sources(pattern: str) -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).glob(f"**/{pattern}"))


def _stale_catalogues() -> bool:
    return any(
        not (compiled := path.with_suffix(".mo")).exists() or compiled.stat().st_mtime <= path.stat().st_mtime
        for path in _sources("LC_MESSAGES/*.po")
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _write_stamp(stamp: dict[str, str]) -> None:
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")
