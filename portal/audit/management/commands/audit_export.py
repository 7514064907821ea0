"""Export the operation log with proofs and a verifier of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.audit.export import export_log
from portal.audit.models import Entry
from portal.communities.models import Community


class Command(BaseCommand):
    """`manage.py audit_export --to FILE.zip [--community KEY] [--from DAY] [--until DAY]`."""

    help = "Export sealed entries with their Merkle paths, all signed heads, and a verifier that needs only Python."

    def add_arguments(self, parser: CommandParser) -> None:
        """What and where to."""
        parser.add_argument("--to", type=Path, required=True, help="the zip file; it must not exist yet")
        parser.add_argument("--community", help="key of a community; default: all")
        parser.add_argument("--from", dest="first", help="first day, YYYY-MM-DD")
        parser.add_argument("--until", dest="last", help="last day, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and say how much."""
        if options["to"].exists():
            raise CommandError(f"{options['to']} exists already.")
        entries = Entry.objects.all()
        if options["community"]:
            community = Community.objects.filter(key=options["community"]).first()
            if community is None:
                raise CommandError(f"There is no community {options['community']}.")
            entries = entries.in_community(community)
        if options["first"]:
            entries = entries.filter(at__gte=clock.start_of_day(_day(options["first"])))
        if options["last"]:
            entries = entries.filter(at__lte=clock.end_of_day(_day(options["last"])))
        self.stdout.write(f"{export_log(options['to'], entries)} entries in {options['to']}")


def _day(text: str) -> Any:
    day = clock.parse_day(text)
    if day is None:
        raise CommandError(f"{text} is not a day: write it as YYYY-MM-DD.")
    return day
