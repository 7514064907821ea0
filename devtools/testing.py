"""Every test: on SQLite, on PostgreSQL, with real Redis and Celery, in a real browser; a table at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtools import servers
from devtools.packages import debian, set_up
from devtools.paths import PYTHON, ROOT, VAR, environment
from devtools.steps import Step, Steps

CHROMIUM = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CJK_FONTS = ("wqy/wqy-microhei.ttc", "../opentype/noto/NotoSansCJK-Regular.ttc")
NO_TESTS = 5


@dataclass(frozen=True)
class Group:
    """One run of pytest."""

    name: str
    paths: tuple[str, ...]
    options: tuple[str, ...] = ()
    on_postgresql: bool = False


@dataclass
class Outcome:
    """What one run of pytest came to."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    status: int


PARALLEL = ("-n", os.environ.get("TEST_PROCESSES", "2"))
ORDINARY, SERVERS, BROWSER = "tests", "tests/servers", "tests/browser"
GROUPS = (
    Group("SQLite", (ORDINARY,), PARALLEL),
    Group("PostgreSQL", (ORDINARY,), PARALLEL, on_postgresql=True),
    Group("Redis and Celery", (SERVERS,), on_postgresql=True),
    Group("browser", (BROWSER,)),
)


def run_tests(expression: str = "", *, fast: bool = False) -> bool:
    """Run the groups that `expression` (a path or a `-k` expression) touches; return whether all passed."""
    groups, select = _narrow(GROUPS[:1] if fast else GROUPS, expression)
    with_servers = any(group.on_postgresql for group in groups)
    steps = Steps(2 + with_servers + any(BROWSER in group.paths[0] for group in groups))
    set_up(steps, development=True)
    if with_servers:
        with steps.step("PostgreSQL and Redis") as step:
            servers.ensure(step)
    if any(BROWSER in group.paths[0] for group in groups):
        with steps.step("browser and a Chinese font") as step:
            ensure_browser(step)
    outcomes = []
    with _postgresql_if(with_servers) as url, tempfile.TemporaryDirectory(prefix="linli-test-") as reports:
        for number, group in enumerate(groups):
            outcomes.append(_run(group, select, url if group.on_postgresql else "", Path(reports) / f"{number}.xml"))
    return _summarise(outcomes)


def browser_program() -> str | None:
    """The Chromium to test with: $CHROMIUM, or Debian's."""
    return next((path for path in (os.environ.get("CHROMIUM", ""), *CHROMIUM) if path and Path(path).exists()), None)


def ensure_browser(step: Step) -> None:
    """Install a headless Chromium and a font with Chinese characters where they are missing."""
    missing = {}
    if browser_program() is None:
        missing["chromium-headless-shell"] = "for the tests in a real browser"
    if not any((Path("/usr/share/fonts/truetype") / font).exists() for font in CJK_FONTS):
        missing["fonts-wqy-microhei"] = "to draw Chinese characters"
    if missing:
        debian(step, missing)


def _narrow(groups: tuple[Group, ...], expression: str) -> tuple[list[Group], tuple[str, ...]]:
    """Keep the groups that an expression can touch; return them with pytest's options for it."""
    if not expression:
        return list(groups), ()
    path = expression.partition("::")[0].rstrip("/")
    if not (ROOT / path).exists():
        return list(groups), ("-k", expression)
    special = next(
        (folder for folder in (SERVERS, BROWSER) if path == folder or path.startswith(f"{folder}/")), ORDINARY
    )
    return [Group(g.name, (expression,), g.options, g.on_postgresql) for g in groups if g.paths == (special,)], ()


@contextmanager
def _postgresql_if(wanted: bool) -> Iterator[str]:
    if not wanted:
        yield ""
        return
    with servers.throw_away_postgresql() as url:
        yield url


def _run(group: Group, select: tuple[str, ...], database: str, report: Path) -> Outcome:
    print(f"\n── tests: {group.name} ──", flush=True)
    folder = VAR / "test"
    env = environment(VAR_DIR=str(folder), DJANGO_SETTINGS_MODULE="portal.settings.test", DATABASE_URL=database)
    if not database:
        del env["DATABASE_URL"]
    env.pop("REDIS_URL", None)
    shutil.rmtree(folder / "broker", ignore_errors=True)
    command = [str(PYTHON), "-m", "pytest", *group.paths, *group.options, *select, f"--junitxml={report}"]
    started = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode
    seconds = time.monotonic() - started
    if select and status == NO_TESTS:
        status = 0
    return _read(group.name, report, seconds, status)


def _read(name: str, report: Path, seconds: float, status: int) -> Outcome:
    """Read pytest's own report; a run that left none has failed."""
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return Outcome(name, 0, 1, 0, seconds, status or 1)
    total, failures, errors, skipped = (
        sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors or int(status != 0)
    return Outcome(name, max(0, total - failures - errors - skipped), failed, skipped, seconds, status)


def _summarise(outcomes: list[Outcome]) -> bool:
    print(f"\n{'tests':<18}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>10}")
    for one in outcomes:
        print(f"{one.name:<18}{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>10.1f}")
    passed, failed, skipped = (sum(getattr(one, key) for one in outcomes) for key in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return bool(passed) and all(one.status == 0 for one in outcomes)
