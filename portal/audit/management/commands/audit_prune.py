"""Remove entries whose time is over from the operation log."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.audit.pruning import prunable, prune_log, retention
from portal.audit.sealing import NoSigningKey


class Command(BaseCommand):
    """`manage.py audit_prune [--dry-run]`."""

    help = "Remove whole batches older than AUDIT_RETENTION_DAYS (183 at least), with a signed record of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, or say what would go."""
        try:
            if options["dry_run"]:
                found = prunable(timezone.now() - retention())
                self.stdout.write(f"{found[2]} entries in batches {found[0]} to {found[1]}" if found else "nothing")
                return
            prune = prune_log()
        except (NoSigningKey, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{prune.entries} entries removed" if prune else "nothing to remove")
