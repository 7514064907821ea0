"""Verify the operation log; exit status 1 and what is wrong when it has been altered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, storages
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.enums import Fault
from portal.audit.verification import Report, keep_report, verified_up_to, verify_log


class Command(BaseCommand):
    """`manage.py audit_verify [--since N|last] [--checkpoints DIR] [--format table|json]`."""

    help = "Verify the operation log against itself, its keys and checkpoints kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to begin, which checkpoints, how to print."""
        parser.add_argument("--since", default="1", help="number of a batch, or `last`: where the last clean run ended")
        parser.add_argument("--checkpoints", type=Path, help="a folder of checkpoints; default: the site's own")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, note the run, print, and fail if anything is wrong."""
        if options["checkpoints"] and not options["checkpoints"].is_dir():
            raise CommandError(f"There is no folder {options['checkpoints']}.", returncode=2)
        storage = FileSystemStorage(options["checkpoints"]) if options["checkpoints"] else storages["checkpoints"]
        report = verify_log(since=_first(options["since"]), checkpoints=storage)
        keep_report(report)
        self.stdout.write(_json(report) if options["format"] == "json" else _table(report))
        if not report.is_clean:
            raise SystemExit(1)


def _first(since: str) -> int:
    if since == "last":
        return verified_up_to() + 1
    if not since.isdecimal() or not int(since):
        raise CommandError("--since takes the number of a batch, 1 or more, or `last`.", returncode=2)
    return int(since)


def _json(report: Report) -> str:
    data = {
        "ok": report.is_clean,
        "first": report.first,
        "last": report.last,
        "head": report.head,
        "entries": report.entries,
        "waiting": report.waiting,
        "checkpoints": report.checkpoints,
        "seconds": round(report.seconds, 2),
        "findings": [finding.as_data() for finding in report.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _table(report: Report) -> str:
    lines = [
        f"batches {report.first} to {report.last}, {report.entries:,} entries, {report.checkpoints} checkpoints,"
        f" {report.waiting} not sealed yet, {report.seconds:.1f} s",
        f"head {report.head or '-'}",
    ]
    for finding in report.findings:
        place = " ".join(filter(None, (f"batch {finding.batch}" if finding.batch else "", finding.entry)))
        lines.append(f"WRONG  {finding.fault.value:<10} {place}  {Fault(finding.fault).label}  {finding.detail}")
    lines.append("The log is as it was written." if report.is_clean else "The log is NOT as it was written.")
    return "\n".join(lines)
