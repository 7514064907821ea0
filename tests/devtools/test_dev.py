"""The tools behind dev.py that need no server to be tested."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import packages, site, testing
from devtools.paths import ROOMS, ROOT, environment
from devtools.processes import Family, answers, free_port
from devtools.steps import Failure, Step, Steps

SOURCES = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_dev_imports_the_standard_library_only(path: Path) -> None:
    """It runs before anything is installed."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names | {"devtools"}


def test_step_that_fails_shows_the_end_of_the_output_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "print('no space left on device'); raise SystemExit(3)"]
    with pytest.raises(Failure, match="(?s)no space left on device.*Make room"), Steps(1).step("packages") as step:
        step.run(command, why="Make room and run it again.")
    assert capsys.readouterr().out == "[1/1] packages … failed\n"


def test_step_that_succeeds_prints_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps(3).step("database") as step:
        step.note = "unchanged"
    assert re.fullmatch(r"\[1/3\] database … \d+\.\d s  \(unchanged\)\n", capsys.readouterr().out)


def test_debian_packages_without_root_are_named_with_reason_and_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failure) as failure:
        packages.debian(Step("x"), {"redis-server": "for the tests with a real broker"})
    assert str(failure.value) == (
        "Missing: redis-server (for the tests with a real broker). "
        "Please run once: sudo apt-get install --no-install-recommends redis-server"
    )


def test_fingerprint_changes_with_the_content(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("wagtail==8.0.1")
    before = packages.fingerprint(lock)
    assert packages.fingerprint(lock) == before
    lock.write_text("wagtail==8.0.2")
    assert packages.fingerprint(lock) != before


@pytest.mark.parametrize(
    ("expression", "names", "select"),
    [
        ("", ["SQLite", "PostgreSQL", "Redis and Celery", "browser"], ()),
        ("test_doctor", ["SQLite", "PostgreSQL", "Redis and Celery", "browser"], ("-k", "test_doctor")),
        ("tests/portal", ["SQLite", "PostgreSQL"], ()),
        ("tests/servers", ["Redis and Celery"], ()),
        ("tests/browser/test_rig.py::test_x", ["browser"], ()),
    ],
)
def test_narrow_keeps_the_groups_an_expression_touches(
    expression: str, names: list[str], select: tuple[str, ...]
) -> None:
    groups, options = testing._narrow(testing.GROUPS, expression)
    assert [group.name for group in groups] == names
    assert options == select


def test_read_counts_what_pytest_reports_and_a_missing_report_as_a_failure(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>')
    outcome = testing._read("SQLite", report, 1.0, 1)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (5, 3, 1)
    assert testing._read("SQLite", tmp_path / "none.xml", 1.0, 0).failed == 1


def test_stop_ends_a_child_and_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("devtools.processes.LOGS", tmp_path)
    program = "import subprocess, sys; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"
    with Family() as family:
        child = family.start("parent", [sys.executable, "-c", program], env=environment())
        until = time.monotonic() + 20
        while not child.log.read_text().strip() and time.monotonic() < until:
            time.sleep(0.02)
        grandchild = int(child.log.read_text())
    assert child.process.returncode is not None
    until = time.monotonic() + 5
    while Path(f"/proc/{grandchild}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    state = Path(f"/proc/{grandchild}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_look_names_the_child_that_died_and_the_end_of_its_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("devtools.processes.LOGS", tmp_path)
    with Family() as family:
        child = family.start(
            "worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(4)"], env=environment()
        )
        child.process.wait()
        with pytest.raises(Failure, match=r"(?s)no broker.*worker has ended \(status 4\)"):
            family.look()


def test_run_on_a_taken_port_names_another_one() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert answers(port)
        with pytest.raises(Failure, match=f"--port {port + 1}"):
            site.run(port=port, reload=False)
    assert not answers(free_port())


def test_terminated_dev_py_says_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import dev, signal, time\n"
        "signal.signal(signal.SIGTERM, dev.interrupt)\n"
        "try:\n    print('up', flush=True); time.sleep(60)\nexcept KeyboardInterrupt:\n    print('tidied')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=20)[0] == "tidied\n"


def test_env_example_names_every_variable_the_settings_read() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = {
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z][A-Z0-9_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert read
    assert [name for name in sorted(read) if not re.search(rf"^(?:# )?{name}=", example, re.MULTILINE)] == []


def test_lock_names_every_extra_that_a_package_asks_for() -> None:
    """Where a lock leaves extras out, pip looks for the newest release of `coverage[toml]`, finds no hash for it and gives up."""
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    locked = {
        canonicalize_name(pin.name): pin.extras
        for pin in (Requirement(line.split("\\")[0]) for line in lines if re.match(r"[A-Za-z]", line))
    }
    asked = [
        (name, wish)
        for name, extras in locked.items()
        for wish in map(Requirement, metadata.requires(name) or ())
        if wish.extras and (not wish.marker or any(wish.marker.evaluate({"extra": extra}) for extra in extras | {""}))
    ]
    assert asked
    missing = [
        f"{name} asks for {wish}" for name, wish in asked if not wish.extras <= locked[canonicalize_name(wish.name)]
    ]
    assert missing == []
