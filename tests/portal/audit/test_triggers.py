"""The database itself refuses: triggers for everybody, missing rights for the site's role."""

from __future__ import annotations

import contextlib

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit.triggers import TABLES, create_triggers, drop_triggers, missing_triggers

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's")


def refused(statement, *values):
    words = "append-only|permission denied|must be owner|denied"
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", TABLES[:3])
def test_no_row_is_changed_or_deleted(log, triggers, table):
    key = "entry_id" if table == "audit_leaf" else "id"
    refused(f"UPDATE {table} SET {key} = {key}")
    refused(f"DELETE FROM {table}")


def test_an_upsert_is_a_change(log, triggers):
    refused(
        "INSERT INTO audit_leaf (entry_id, batch_id, position) VALUES (%s, 1, 900)"
        " ON CONFLICT (entry_id) DO UPDATE SET position = 900",
        log[0].pk,
    )


def test_doctor_can_tell_that_they_are_missing(triggers):
    assert missing_triggers(connection) == []
    drop_triggers(connection)
    assert "audit_entry_no_update" in missing_triggers(connection)
    create_triggers(connection)
    assert missing_triggers(connection) == []


@postgresql
def test_tables_are_not_emptied_either(log, triggers):
    refused("TRUNCATE audit_entry CASCADE")


@contextlib.contextmanager
def site_role():
    """The role the site runs under, made as the operators' guide says."""
    from portal.audit.roles import role_statements

    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE linli_site_test NOLOGIN")
        for statement in role_statements("linli_site_test", schema="public"):
            cursor.execute(statement)
        cursor.execute("SET ROLE linli_site_test")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


@postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_no_update ON audit_entry",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
        "DROP TABLE audit_leaf",
    ],
)
def test_site_s_role_can_do_nothing_about_it(log, triggers, statement):
    with site_role():
        refused(statement)


@postgresql
def test_site_s_role_writes_seals_and_does_its_other_work(log, triggers, write):
    from portal.audit.sealing import seal_entries
    from portal.communities.models import Community

    with site_role():
        write(3)
        assert seal_entries() == 3
        assert Community.objects.update(phone="0631-1") >= 1
