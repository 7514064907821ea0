"""Load the demo: idempotent, refused outside demo mode."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo import DEMO_LOGINS, load_demo
from home.demo.scale import load_communities, load_residents


class Command(BaseCommand):
    """`manage.py load_demo [--communities N] [--residents N]`."""

    help = "Loads the six communities, invented people and content in every room. Loading again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Sizes for load tests."""
        parser.add_argument(
            "--communities", type=int, default=0, help="further communities to generate, for load tests"
        )
        parser.add_argument("--residents", type=int, default=0, help="residents to generate in all, for load tests")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print the logins."""
        if not settings.DEMO:
            raise CommandError(
                "load_demo writes invented people and known passwords: it runs in demo mode only (DEMO=1)."
            )
        world = load_demo(lambda line: self.stdout.write(f"  {line}"))
        if options["communities"]:
            load_communities(options["communities"])
        if options["residents"]:
            load_residents(options["residents"])
        keys = ", ".join(community.key for community in world.communities)
        self.stdout.write(f"Demo logins: {', '.join(DEMO_LOGINS)}")
        self.stdout.write(f"  <community> is one of {keys}")
        self.stdout.write(f"  password: {settings.DEMO_PASSWORD}")
