"""Collect the texts to translate into the rooms' catalogues, or check that none is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.catalogues import keep
from portal.catalogues.collect import room_folders


class Command(BaseCommand):
    """`manage.py make_catalogues [ROOM …] [--check]`."""

    help = (
        "Collects the texts of a room's Python and templates into its Chinese catalogue. Translations are never lost. "
        "--check changes nothing and fails if a text has no confirmed Chinese."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Rooms by their label; all of them by default."""
        parser.add_argument("labels", nargs="*", metavar="ROOM", help=f"one of {', '.join(sorted(room_folders()))}")
        parser.add_argument("--check", action="store_true", help="only say what is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update or check."""
        unknown = sorted(set(options["labels"]) - room_folders().keys())
        if unknown:
            raise CommandError(f"No such room: {', '.join(unknown)}.")
        labels = options["labels"] or sorted(room_folders())
        if options["check"]:
            self.check_catalogues(labels)
            return
        for label in labels:
            messages, missing = keep.update(label)
            if messages:
                self.stdout.write(f"  {label}: {messages} texts, {missing} without Chinese")

    def check_catalogues(self, labels: list[str]) -> None:
        """Fail with every fault found."""
        wrong = [fault for label in labels for fault in keep.faults(label)] + keep.conflicts()
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} faults in the catalogues.")
        self.stdout.write("Every text has its Chinese.")
