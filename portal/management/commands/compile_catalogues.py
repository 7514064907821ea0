"""Compile the interface's translations, without gettext's programs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.catalogues.compile import compile_stale, source_catalogues


class Command(BaseCommand):
    """`manage.py compile_catalogues`."""

    help = "Compiles every catalogue (.po) that is younger than its compiled form (.mo)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and say what was done."""
        compiled = compile_stale()
        for path in compiled:
            self.stdout.write(f"  {path.relative_to(settings.BASE_DIR)}")
        self.stdout.write(f"{len(compiled)} of {len(source_catalogues())} catalogues compiled")
