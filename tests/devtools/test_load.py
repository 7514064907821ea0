"""Making load."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from devtools import load

WRK = """Running 5s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.02ms    1.15ms  21.44ms   84.31%
  Latency Distribution
     50%    2.85ms
     75%  950.00us
     90%    4.21ms
     99%    1.20s
  26450 requests in 5.01s, 5.12MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 4
Requests/sec:   5279.44
Transfer/sec:      1.02MB
"""


def test_read_wrk_reads_rate_latencies_and_failures() -> None:
    assert load.read_wrk(WRK) == load.Load(5279.44, 2.85, 1200.0, 7, "wrk")


def test_read_wrk_without_figures_is_an_error() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        load.read_wrk("unable to connect to 127.0.0.1:1")


class Handler(BaseHTTPRequestHandler):
    """Answers 200, or 503 for /down."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(503 if self.path == "/down" else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_threads_measure_rate_and_count_failures(address: str) -> None:
    fine = load._with_threads(f"{address}/", 0.3, {})
    assert fine.per_second > 10
    assert fine.failed == 0
    assert fine.median_ms <= fine.p99_ms
    assert load._with_threads(f"{address}/down", 0.2, {}).failed > 0
