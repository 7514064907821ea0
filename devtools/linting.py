"""What a machine can say about the code without running it."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass

from devtools.packages import set_up
from devtools.paths import PYTHON, ROOMS, ROOT, VAR, environment, tool
from devtools.steps import Steps

PYTHON_SOURCES = (*ROOMS, "devtools", "tests", "dev.py", "manage.py")


@dataclass(frozen=True)
class Check:
    """One tool and how it is called."""

    name: str
    command: tuple[str, ...]
    cure: str = ""


def checks() -> list[Check]:
    """Every check, quick ones first."""
    manage = (str(PYTHON), "manage.py")
    return [
        Check("ruff", (tool("ruff"), "check", "--no-cache", *PYTHON_SOURCES), "ruff check --fix"),
        Check("formatting", (tool("ruff"), "format", "--no-cache", "--check", *PYTHON_SOURCES), "ruff format"),
        Check("import contracts", (tool("lint-imports"), "--no-cache")),
        Check("templates", (tool("djlint"), "templates", "--lint", "--quiet")),
        Check("system check", (*manage, "check", "--fail-level", "WARNING")),
        Check("migrations", (*manage, "makemigrations", "--check", "--dry-run"), "manage.py makemigrations"),
        Check("translations", (*manage, "make_catalogues", "--check"), "manage.py make_catalogues, then translate"),
        Check("types", (tool("mypy"),)),
    ]


def lint() -> bool:
    """Run every check, show the output of those that fail, and return whether all are content."""
    set_up(Steps(2), development=True)
    env = environment(VAR_DIR=str(VAR / "lint"), DJANGO_SETTINGS_MODULE="portal.settings.dev")
    failed = []
    for check in checks():
        started = time.monotonic()
        print(f"{check.name:<18}", end="", flush=True)
        answer = subprocess.run(
            check.command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        verdict = "ok" if answer.returncode == 0 else "failed"
        print(f" {verdict:<7}{time.monotonic() - started:>7.1f} s", flush=True)
        if answer.returncode:
            failed.append(check.name)
            print("\n".join(f"    {line}" for line in answer.stdout.strip().splitlines()))
            if check.cure:
                print(
                    f"    → .venv/bin/{check.cure}"
                    if not check.cure.startswith("manage")
                    else f"    → .venv/bin/python {check.cure}"
                )
    print(f"lint: {'all content' if not failed else 'failed: ' + ', '.join(failed)}", flush=True)
    return not failed
