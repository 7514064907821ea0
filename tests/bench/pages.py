"""Public pages, in three ways, beside a bare Django view of as many bytes and beside a static file.

Kept: from the early cache. Afresh: made for this request, with the facts and fragments that pages share in the
process's memory, as a running site has them. Cold: with nothing kept anywhere, as the first visitor after a change sees it.
All on the same kind of server with as many workers, one after the other, so that every ratio is one of this machine's
own limit. Targets: afresh at least 1/50, kept at least 0.4.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from devtools.load import measure
from devtools.paths import environment, tool
from devtools.processes import Family, free_port

AFRESH = 1 / 50
KEPT = 0.4
TURNS = 3
SECONDS = 2.0
COMMUNITY = "longshan"


def main() -> None:
    """Print a row per page and way of serving it."""
    base = os.environ["BENCH_BASE"]
    pages = {"home": "/", "list": f"/{COMMUNITY}/notices/"}
    pages["detail"] = first_notice(base, pages["list"])
    with (
        served("portal.wsgi:application", EARLY_CACHE_SECONDS="0") as afresh,
        served("portal.wsgi:application", EARLY_CACHE_SECONDS="0", SHARED_FACTS_SECONDS="0") as cold,
        served("tests.bench.bare:application", BENCH_BARE="1") as limit,
    ):
        for name, path in pages.items():
            bound = f"{limit}/{len(body(f'{base}{path}'))}/"
            row(f"{name} page, afresh", f"{afresh}{path}", bound, AFRESH)
            row(f"{name} page, kept", f"{base}{path}", bound, KEPT)
            row(f"{name} page, cold", f"{cold}{path}", bound, None)
        sheet = f"{base}{stylesheet(base)}"
        row("style sheet, static file", sheet, f"{limit}/{len(body(sheet))}/", None)


@contextmanager
def served(application: str, **settings: str) -> Iterator[str]:
    """The address of a WSGI application on the kind of server that the site runs on."""
    port = free_port()
    listen = ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    with Family() as family:
        name = application.partition(":")[0]
        command = [tool("granian"), "--interface", "wsgi", *listen, application]
        family.start(f"bench-{name}", command, env=environment(**settings))
        family.wait_for(port)
        yield f"http://127.0.0.1:{port}"


def beside(url: str, limit: str) -> tuple[float, float]:
    """Requests a second of an address and of its limit, taking turns: a machine's pace drifts within a minute.

    An answer that is no success would make the figure worthless.
    """
    measure(url, seconds=1)
    rates = []
    for address in (limit, url) * TURNS:
        load = measure(address, seconds=SECONDS)
        if load.failed:
            raise SystemExit(f"{load.failed} answers of {address} were no success.")
        rates.append(load.per_second)
    return statistics.fmean(rates[1::2]), statistics.fmean(rates[::2])


def body(url: str) -> bytes:
    """An answer's body, not compressed, as the load generator gets it."""
    with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
        return content


def first_notice(base: str, listing: str) -> str:
    """The address of the first notice in the list."""
    found = re.search(rf'href="({re.escape(listing)}[^"?#]+/)"', body(f"{base}{listing}").decode())
    if found is None:
        raise SystemExit(f"{listing} lists no notice.")
    return found[1]


def stylesheet(base: str) -> str:
    """The address of the site's style sheet."""
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', body(f"{base}/").decode())
    if found is None:
        raise SystemExit("The home page names no style sheet.")
    return found[1]


def row(name: str, url: str, limit: str, target: float | None) -> None:
    """Measure one figure and print it as `dev.py bench` reads it."""
    value, bound = beside(url, limit)
    ratio = value / bound
    print(
        json.dumps(
            {
                "name": name, "value": round(value), "unit": "/s", "limit": round(bound),
                "ratio": round(ratio, 4), "target": target, "ok": None if target is None else ratio >= target,
            }
        ),
        flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
