"""Child processes that are started together, watched, and stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.paths import LOGS, ROOT
from devtools.steps import Failure

GRACE_SECONDS = 12.0
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port of the loopback that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether something listens on this port of the loopback."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


@dataclass
class Child:
    """A started process and the file its output goes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Family:
    """Processes that live and die together; use it as a context manager."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False

    def __enter__(self) -> Family:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], *, env: Mapping[str, str], cwd: Path = ROOT) -> Child:
        """Start `command` in a process group of its own, its output in `var/log/<name>.log`."""
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / f"{name}.log"
        with log.open("wb") as handle:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        child = Child(name, process, log)
        self.children.append(child)
        return child

    def wait_for(self, port: int, *, seconds: float = 60.0) -> None:
        """Wait until something answers on the port; raise `Failure` if a child dies or time runs out."""
        until = time.monotonic() + seconds
        while not answers(port):
            self.look()
            if time.monotonic() > until:
                raise Failure(f"Nothing answers on port {port} after {seconds:.0f} s; see {LOGS}.")
            time.sleep(0.1)

    def look(self) -> None:
        """Raise `Failure` naming the first child that has died, with the end of its log."""
        for child in self.children:
            status = child.process.poll()
            if status is not None:
                tail = child.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-12:]
                lines = "\n".join(f"    {line}" for line in tail)
                raise Failure(f"{lines}\n{child.name} has ended (status {status}); its log: {child.log}")

    def watch(self) -> None:
        """Stay until a child dies or somebody presses Ctrl-C."""
        while True:
            self.look()
            time.sleep(0.5)

    def stop(self) -> None:
        """Ask every child to end, then make it: nothing of its process group is left behind."""
        for child in reversed(self.children):
            if child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for child in reversed(self.children):
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            try:
                os.killpg(child.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            child.process.wait()
        self.children.clear()


def _die_with_parent() -> None:
    """Ask Linux to end this child should `dev.py` be killed without a chance to tidy up."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
