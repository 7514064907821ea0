"""Write the signed head of the operation log into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.checkpoints import write_checkpoint
from portal.audit.sealing import NoSigningKey, seal_entries


class Command(BaseCommand):
    """`manage.py audit_checkpoint --to DIR`."""

    help = "Seal what is waiting and write the signed head of the operation log into a folder, best on another machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("--to", type=Path, required=True, help="the folder; made if it is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and write."""
        try:
            seal_entries(thorough=True)
        except NoSigningKey as error:
            self.stderr.write(str(error))
        name = write_checkpoint(FileSystemStorage(options["to"]))
        if not name:
            raise CommandError("Nothing is sealed yet: there is no head to write.")
        self.stdout.write(str(options["to"] / name))
