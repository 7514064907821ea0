"""A log with something in it, and the ways to lay hands on it that only the database's owner has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from portal.audit.actions import record
from portal.audit.models import Entry
from portal.audit.sealing import seal_entries
from portal.audit.triggers import create_triggers, drop_triggers
from tests.portal.communities.factories import CommunityFactory


@pytest.fixture
def write(db: None) -> Callable[..., list[Entry]]:
    """Write so many entries about one community."""
    community = CommunityFactory()

    def make(count: int = 1, action: str = "community.open", **data: Any) -> list[Entry]:
        return [
            record(actor=None, action=action, target=community, community=community, data={"number": number, **data})
            for number in range(count)
        ]

    return make


@pytest.fixture
def log(write: Callable[..., list[Entry]]) -> list[Entry]:
    """Three sealed batches of four, seven and five entries."""
    entries = []
    for count in (4, 7, 5):
        entries += write(count)
        assert seal_entries() == count
    return entries


@pytest.fixture
def sql(db: None) -> Callable[..., int]:
    """What the owner of the database can do with the triggers dropped."""

    def run(statement: str, *values: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount

    return run


@pytest.fixture
def triggers(db: None) -> Iterator[None]:
    """The log as it is in a real database."""
    create_triggers(connection)
    yield
    if connection.needs_rollback:
        connection.needs_rollback = False
    drop_triggers(connection)
