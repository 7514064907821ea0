"""The inventory of personal data, from the models."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.crypto.inventory import columns

KEPT = {"A": "sealed", "B": "sealed, found by index", "I": "blind index", "C": "plain", "?": "PLAIN, NOT ACCOUNTED FOR"}


class Command(BaseCommand):
    """`manage.py data_inventory [--format table|json]`."""

    help = "List every column of the records about people and how it is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print."""
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        listed = list(columns())
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(column) for column in listed], ensure_ascii=False, indent=1))
            return
        for column in listed:
            self.stdout.write(f"{column.label:<48} {KEPT[column.kept]:<24} {column.reason}")
