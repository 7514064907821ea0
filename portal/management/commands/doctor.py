"""Say what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.doctor import FAULT, OK, WARNING, Finding, examine

MARKS = {OK: "✓", WARNING: "!", FAULT: "✗"}


class Command(BaseCommand):
    """`manage.py doctor [--format table|json]`; exit status 1 when anything is ✗."""

    help = "Checks settings, keys, database, cache, broker, worker, storage, mail, fonts and clock; says what to do."
    # A broken setting must not keep the doctor from naming it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A table for people, JSON for machines."""
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine, print, and end with the status."""
        found = list(examine())
        if options["format"] == "json":
            rows = [{"group": group, **asdict(finding)} for group, finding in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for group, findings in groupby(found, key=lambda pair: pair[0]):
                self.stdout.write(f"\n{group}")
                for _group, finding in findings:
                    self.stdout.write(_line(finding))
        if any(finding.level == FAULT for _group, finding in found):
            raise SystemExit(1)


def _line(finding: Finding) -> str:
    cure = f"  → {finding.cure}" if finding.level != OK and finding.cure else ""
    return f"  {MARKS[finding.level]} {finding.name:<16}{finding.detail}{cure}"
