"""Making load on an address: Debian's wrk where it is installed, a small threaded client elsewhere."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 16
THREADS = 2
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What an address stood: requests a second, latencies in milliseconds, answers that were no success."""

    per_second: float
    median_ms: float
    p99_ms: float
    failed: int
    tool: str


def measure(url: str, *, seconds: float = 5.0, headers: Mapping[str, str] | None = None) -> Load:
    """Ask for `url` as fast as 16 connections can for so long. Warm it up before, where that matters."""
    program = os.environ.get("BENCH_WRK") or shutil.which("wrk")
    return _with_wrk(program, url, seconds, headers or {}) if program else _with_threads(url, seconds, headers or {})


def _with_wrk(program: str, url: str, seconds: float, headers: Mapping[str, str]) -> Load:
    command = [program, f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    answer = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    return read_wrk(answer.stdout)


def read_wrk(output: str) -> Load:
    """The figures in what wrk prints."""
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if per_second is None:
        raise ValueError(f"wrk measured nothing:\n{output}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    failed = int(refused[1]) if refused else 0
    failed += sum(map(int, broken.groups())) if broken else 0
    return Load(float(per_second[1]), _latency(output, "50%"), _latency(output, "99%"), failed, "wrk")


def _latency(output: str, quantile: str) -> float:
    found = re.search(rf"^\s+{quantile}\s+([\d.]+)(us|ms|s|m)\s*$", output, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else float("nan")


def _with_threads(url: str, seconds: float, headers: Mapping[str, str]) -> Load:
    """Slower than wrk by far: good for slow pages and for comparing, not for an absolute limit."""
    times: list[float] = []
    failures: list[int] = []
    until = time.monotonic() + seconds
    workers = [
        threading.Thread(target=_ask_until, args=(until, url, headers, times, failures)) for _ in range(CONNECTIONS)
    ]
    started = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    elapsed = time.monotonic() - started
    quantiles = statistics.quantiles(times, n=100) if len(times) > 1 else [float("nan")] * 99
    return Load(len(times) / elapsed, quantiles[49], quantiles[98], len(failures), "threads")


def _ask_until(until: float, url: str, headers: Mapping[str, str], times: list[float], failures: list[int]) -> None:
    parts = urlsplit(url)
    client = http.client.HTTPConnection(parts.netloc, timeout=30)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            client.request("GET", path, headers=dict(headers))
            answer = client.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            failures.append(0)
            client.close()
            continue
        if answer.status >= 400:
            failures.append(answer.status)
        times.append((time.perf_counter() - started) * 1000)
    client.close()
