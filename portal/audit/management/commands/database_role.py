"""Give the site's database role its rights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.audit.roles import role_statements


class Command(BaseCommand):
    """`manage.py database_role ROLE [--show]`, run with the owner's DATABASE_URL."""

    help = "Give a PostgreSQL role what the running site needs: the operation log can only be read and added to."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which role."""
        parser.add_argument("role", help="an existing role, for example linli_site")
        parser.add_argument("--show", action="store_true", help="only print the statements")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run or print."""
        try:
            statements = role_statements(options["role"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        if options["show"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles: whoever can write its file owns it. Use PostgreSQL in production.")
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.stdout.write(f"{options['role']} may read and add to the operation log, and work with everything else")
