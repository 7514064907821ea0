"""The channels. Each takes a bounded set of residents and is safe to call again for the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Func, QuerySet, Value
from django.utils import timezone

from notices.delivery.kinds import ANNOUNCEMENT
from notices.delivery.models import Message

if TYPE_CHECKING:
    from notices.delivery.models import Announcement
    from portal.accounts.models import Resident


class RandomUuid(Func):
    """A random UUID made by the database."""

    output_field = models.UUIDField()
    template = "gen_random_uuid()"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        """SQLite has no such function; Django keeps a UUID there as 32 hexadecimal digits."""
        return "lower(hex(randomblob(16)))", ()


class InboxGateway:
    """Messages on this site."""

    def deliver(self, *, announcement: Announcement, residents: QuerySet[Resident]) -> int:
        """Write the missing inbox entries in one statement; returns how many it wrote.

        UNIQUE (announcement, recipient) with DO NOTHING makes this exactly once, however often it is called.
        """
        values: dict[str, Any] = {
            "public_id": RandomUuid(),
            "recipient": models.F("pk"),
            "announcement": Value(announcement.pk, models.BigIntegerField()),
            "kind": Value(ANNOUNCEMENT.code),
            "data": Value({}, models.JSONField()),
            "link": Value(""),
            "created_at": Value(timezone.now(), models.DateTimeField()),
        }
        quote = connection.ops.quote_name
        fields: list[Any] = [Message._meta.get_field(name) for name in values]
        columns = ", ".join(quote(field.column) for field in fields)
        select, parameters = residents.order_by().values_list(*values.values()).query.sql_with_params()
        table = quote(Message._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({columns}) {select} ON CONFLICT DO NOTHING", parameters)
            return cursor.rowcount
