"""Bring the supplied numbers and systems into the directory."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from services.directory.actions import load_supplied


class Command(BaseCommand):
    """`manage.py load_directory`."""

    help = (
        "Adds the emergency numbers and the 37 systems that come with the portal; what is there already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many were new."""
        self.stdout.write(f"{load_supplied()} new entries")
