"""The table of who may do what, from the code."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from portal.matrix import as_markdown, matrix


class Command(BaseCommand):
    """`manage.py access_matrix [--format markdown|json]`."""

    help = "Print who may do what: ● everywhere, ○ in one's own community. docs/access-matrix.md is this table."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print."""
        parser.add_argument("--format", choices=("markdown", "json"), default="markdown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print in Chinese, as the page is."""
        with override("zh-hans"):
            if options["format"] == "markdown":
                self.stdout.write(as_markdown(), ending="")
                return
            rows = [
                {"room": row.room, "action": row.label, "posts": {str(role): mark for role, mark in row.marks.items()}}
                for row in matrix()
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
