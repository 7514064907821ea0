"""The virtual environment, its locked packages, and Debian's packages where they are missing and permitted."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools.paths import DEVELOPMENT_LOCK, PYTHON, RUNTIME_LOCK, VENV, environment
from devtools.steps import Failure, Step, Steps

STAMP = VENV / ".stamp"
LOWEST_PYTHON = (3, 11)
_updated: list[bool] = []


def fingerprint(*paths: Path) -> str:
    """A hash over the contents of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def set_up(steps: Steps, *, development: bool = False) -> None:
    """Make the virtual environment and install exactly the locked packages; do nothing where that is so already."""
    with steps.step("virtual environment") as step:
        if not _usable():
            _make_environment(step)
    with steps.step("packages") as step:
        wanted = {"runtime": fingerprint(RUNTIME_LOCK)}
        if development:
            wanted["development"] = fingerprint(DEVELOPMENT_LOCK)
        stamp = _read_stamp()
        if all(stamp.get(name) == value for name, value in wanted.items()):
            return
        # The development lock holds everything of the other one; they are compiled together.
        _install(step, DEVELOPMENT_LOCK if development else RUNTIME_LOCK)
        STAMP.write_text(json.dumps({**stamp, **wanted, "python": _version()}), encoding="utf-8")


def _version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _usable() -> bool:
    """Whether the environment starts and was made with this version of Python."""
    if not PYTHON.exists():
        return False
    answer = subprocess.run(
        [str(PYTHON), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True
    )
    return answer.returncode == 0 and answer.stdout.strip() == _version()


def _make_environment(step: Step) -> None:
    if sys.version_info < LOWEST_PYTHON:
        raise Failure(
            f"The portal needs Python 3.11 or newer; this is {_version()}. On Debian 12: apt-get install python3"
        )
    if VENV.exists():
        shutil.rmtree(VENV)
    uv = shutil.which("uv")
    if uv:
        step.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        return
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode:
        debian(step, {"python3-venv": "to make the virtual environment"})
    step.run([sys.executable, "-m", "venv", str(VENV)])


def _install(step: Step, lock: Path) -> None:
    uv = shutil.which("uv")
    why = f"The packages of {lock.name} could not be installed: is the package index reachable? Run the command again; what is there is kept."
    if uv:
        step.run([uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)], why=why)
        return
    if subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True).returncode:
        step.run([str(PYTHON), "-m", "ensurepip"])
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    step.run(command, why=why, env=environment(PIP_ROOT_USER_ACTION="ignore"))


def debian(step: Step, packages: dict[str, str]) -> None:
    """Install Debian packages (name → what for) when root; else say in one sentence what is missing and how to get it."""
    names = list(packages)
    command = f"apt-get install --no-install-recommends {' '.join(names)}"
    wanted = ", ".join(f"{name} ({why})" for name, why in packages.items())
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(f"Missing: {wanted}. Please run once: sudo {command}")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    sentence = f"Debian's packages could not be installed: {wanted}. Please run once: {command}"
    if not _updated:
        step.run([*_apt(), "update"], env=env, why=sentence)
        _updated.append(True)
    step.run([*_apt(), "install", "--yes", "--no-install-recommends", *names], env=env, why=sentence)


def _apt() -> Sequence[str]:
    return ("apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")
