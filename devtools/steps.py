"""Telling what happens, with seconds: `[2/5] packages … 14.2 s`."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools.paths import LOGS, ROOT, environment

QUIET_SECONDS = 15.0


class Failure(Exception):
    """Something that stops the command; its text is one sentence that says what to do."""


class Steps:
    """A numbered list of steps; each prints its name at once and its seconds when it is done."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.number = 0

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Announce a step, run it, and print how long it took."""
        self.number += 1
        step = Step(f"[{self.number}/{self.total}] {name}")
        print(f"{step.label} …", end="", flush=True)
        started = time.monotonic()
        try:
            yield step
        except BaseException:
            print(" failed", flush=True)
            raise
        note = f"  ({step.note})" if step.note else ""
        print(f" {time.monotonic() - started:.1f} s{note}", flush=True)


class Step:
    """One running step: commands run through it write to a log file and show that they are alive."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.note = ""

    def run(self, command: Sequence[str], *, env: Mapping[str, str] | None = None, why: str = "") -> None:
        """Run a command with its output in `var/log/setup.log`; raise `Failure` with the last lines if it fails."""
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / "setup.log"
        with log.open("a", encoding="utf-8") as handle:
            handle.write(f"\n$ {' '.join(command)}\n")
            handle.flush()
            mark = handle.tell()
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(env or environment()),
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=handle,
            )
            try:
                with _signs_of_life(self.label, log):
                    status = process.wait()
            except BaseException:
                process.terminate()
                raise
        if status:
            with log.open("rb") as written:
                written.seek(mark)
                tail = written.read().decode("utf-8", "replace").strip().splitlines()[-15:]
            raise Failure(
                "\n".join([*(f"    {line}" for line in tail), why or f"{command[0]} failed; the whole output: {log}"])
            )


@contextmanager
def _signs_of_life(label: str, log: Path) -> Iterator[None]:
    """While something long runs: on a terminal the seconds and its last line, elsewhere a dot now and then."""
    done = threading.Event()
    terminal = sys.stdout.isatty()

    def show() -> None:
        started = time.monotonic()
        while not done.wait(1.0 if terminal else QUIET_SECONDS):
            if not terminal:
                print(".", end="", flush=True)
                continue
            with log.open("rb") as handle:
                handle.seek(max(0, log.stat().st_size - 400))
                lines = handle.read().decode("utf-8", "replace").split("\n")
            last = next((line.strip() for line in reversed(lines) if line.strip()), "")
            print(f"\r\033[K{label} … {time.monotonic() - started:.0f} s  {last[:60]}", end="", flush=True)
        if terminal:
            print(f"\r\033[K{label} …", end="", flush=True)

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
