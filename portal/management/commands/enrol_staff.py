"""A personal link for a member of staff, from the command line."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from portal.accounts.actions import create_staff_account, make_enrolment
from portal.accounts.models import User


class Command(BaseCommand):
    """`manage.py enrol_staff USERNAME [--nickname NAME]`."""

    help = (
        "Print a personal link (once, 48 hours) with which somebody sets password and second factor; the account is made"
        " if it is missing. Posts are granted apart from this."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("username")
        parser.add_argument("--nickname", default="", help="what others see, for a new account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account where needed, then the link."""
        try:
            user = User.objects.filter(username=options["username"]).first() or create_staff_account(
                username=options["username"], nickname=options["nickname"], actor=None
            )
            token = make_enrolment(user=user, actor=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.stdout.write(base + reverse("account_enrol", args=[token]))
