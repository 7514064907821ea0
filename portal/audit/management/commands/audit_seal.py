"""Seal what is waiting in the operation log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.sealing import NoSigningKey, seal_entries


class Command(BaseCommand):
    """`manage.py audit_seal`."""

    help = "Seal every entry of the operation log that is waiting for it; the scheduler does so every few seconds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and say how many."""
        try:
            self.stdout.write(f"{seal_entries(thorough=True)} entries sealed")
        except NoSigningKey as error:
            raise CommandError(str(error)) from None
