#!/usr/bin/env python3
"""The one entrance for developers: run, test, check and measure the portal, from nothing but Python 3.11.

python3 dev.py run      the demo site on http://127.0.0.1:8000/
python3 dev.py test     every test
python3 dev.py --help   the rest
"""

from __future__ import annotations

import argparse
import signal
import sys

if sys.version_info < (3, 11):  # noqa: UP036  said in words, before anything newer is imported
    sys.exit("The portal needs Python 3.11 or newer. On Debian 12: apt-get install python3")

from devtools import benching, develop, linting, picturing, site, testing
from devtools.packages import set_up
from devtools.steps import Failure, Steps


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="prepare everything, then run the demo site with worker and scheduler")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--reload", action="store_true", help="restart the site whenever a source file changes")
    test = commands.add_parser("test", help="every test, on SQLite and PostgreSQL, with Redis and Celery, in a browser")
    test.add_argument("expression", nargs="?", default="", metavar="EXPR", help="a path, or words as for pytest -k")
    test.add_argument("--fast", action="store_true", help="on SQLite and without a browser only")
    commands.add_parser("setup", help="the virtual environment and its packages")
    commands.add_parser("demo", help="prepare everything and load the demo content, without starting the site")
    commands.add_parser("lint", help="style, types, templates, import contracts, migrations, translations")
    commands.add_parser("check", help="lint, then test")
    bench = commands.add_parser("bench", help="measure, each figure beside its limit; JSON in var/bench/")
    bench.add_argument("expression", nargs="?", default="", metavar="NAME", help="only scripts with this in their name")
    commands.add_parser("services", help="PostgreSQL, Redis and an SMTP server for development")
    shots = commands.add_parser("screenshots", help="pictures of a running demo site in var/screenshots/")
    shots.add_argument("--base", default="http://127.0.0.1:8000", help="the address of the running site")
    shots.add_argument(
        "expression", nargs="?", default="", metavar="NAME", help="only pictures with this in their name"
    )
    shots.add_argument("--docs", action="store_true", help="those of the documentation, into docs/pictures/")
    return top


def main(arguments: list[str]) -> bool:
    """Do what was asked; return whether it went well."""
    asked = parser().parse_args(arguments)
    match asked.command:
        case "run":
            site.run(port=asked.port, reload=asked.reload)
        case "test":
            return testing.run_tests(asked.expression, fast=asked.fast)
        case "setup":
            set_up(Steps(2))
        case "demo":
            print(site.prepare(Steps(site.STEPS_TO_PREPARE), again=True))
        case "lint":
            return linting.lint()
        case "check":
            content = linting.lint()
            passed = testing.run_tests()
            if not content:
                print("The tests aside, lint has failed: see its lines above the tests.", file=sys.stderr)
            return passed and content
        case "bench":
            return benching.bench(asked.expression)
        case "services":
            develop.services()
        case "screenshots":
            return picturing.screenshots(asked.base, asked.expression, docs=asked.docs)
    return True


def interrupt(*_: object) -> None:
    """SIGTERM and a closed terminal are taken like Ctrl-C, once: what was started is stopped on every way out."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        sys.exit(0 if main(sys.argv[1:]) else 1)
    except Failure as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
