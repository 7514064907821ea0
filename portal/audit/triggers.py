"""Database triggers: the log's tables take no UPDATE and no DELETE, whoever asks.

Only entries and leaves older than six months whose batches a `Prune` row names may be deleted; the verifier asks for that
row's signature. Plain SQL on both databases: no setting of a session switches it off.
"""

from __future__ import annotations

from typing import Any

TABLES = ("audit_entry", "audit_batch", "audit_leaf", "audit_prune", "audit_verification")
MINIMUM_DAYS = 183  # Cybersecurity Law art. 23 (old 21): network logs are kept for at least six months
REFUSAL = "the operation log is append-only"

# Whether the batch of an entry has been pruned, with the entry's key as {entry}.
PRUNED = """EXISTS (SELECT 1 FROM audit_leaf l JOIN audit_batch b ON b.id = l.batch_id
    JOIN audit_prune p ON b.seq BETWEEN p.first_seq AND p.last_seq WHERE l.entry_id = {entry})"""

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION audit_refuse_early() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_entry' THEN
        IF OLD.at < now() - interval '{MINIMUM_DAYS} days' AND NOT EXISTS (
            SELECT 1 FROM audit_leaf l WHERE l.entry_id = OLD.id) AND EXISTS (SELECT 1 FROM audit_prune) THEN
            RETURN OLD;
        END IF;
    ELSIF {PRUNED.format(entry="OLD.entry_id")} AND EXISTS (
        SELECT 1 FROM audit_entry e WHERE e.id = OLD.entry_id AND e.at < now() - interval '{MINIMUM_DAYS} days') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def trigger_statements(vendor: str) -> list[str]:
    """The SQL that puts the triggers in place; may be run again."""
    if vendor == "postgresql":
        return [POSTGRESQL, *_drop_postgresql(), *_create_postgresql()]
    return [*_drop_sqlite(), *_create_sqlite()]


def drop_statements(vendor: str) -> list[str]:
    """The SQL that takes them away: to undo the migration, and for tests that empty every table."""
    return _drop_postgresql() if vendor == "postgresql" else _drop_sqlite()


def create_triggers(connection: Any) -> None:
    """Put the triggers in place."""
    _run(connection, trigger_statements(connection.vendor))


def drop_triggers(connection: Any) -> None:
    """Take them away."""
    _run(connection, drop_statements(connection.vendor))


def missing_triggers(connection: Any) -> list[str]:
    """Names of triggers that are not in the database, or are switched off."""
    if connection.vendor == "postgresql":
        ask = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'audit_%%' AND tgenabled IN ('O', 'A')"
    else:
        ask = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%%'"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        there = {row[0] for row in cursor.fetchall()}
    events = ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
    return sorted({f"{table}_no_{event}" for table in TABLES for event in events} - there)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _create_postgresql() -> list[str]:
    made = []
    for table in TABLES:
        on_delete = "audit_refuse_early" if table in ("audit_entry", "audit_leaf") else "audit_refuse"
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {on_delete}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION audit_refuse()",
        ]
    return made


def _drop_postgresql() -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}"
        for table in TABLES
        for event in ("update", "delete", "truncate")
    ]


def _create_sqlite() -> list[str]:
    young = f"OLD.at >= datetime('now', '-{MINIMUM_DAYS} days')"
    still_sealed = "EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = OLD.id)"
    conditions = {
        "audit_entry": f"WHEN {young} OR {still_sealed} OR NOT EXISTS (SELECT 1 FROM audit_prune)",
        "audit_leaf": f"WHEN NOT {PRUNED.format(entry='OLD.entry_id')} OR EXISTS (SELECT 1 FROM audit_entry e"
        f" WHERE e.id = OLD.entry_id AND e.at >= datetime('now', '-{MINIMUM_DAYS} days'))",
    }
    made = []
    for table in TABLES:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {conditions.get(table, '')} {refuse}",
        ]
    return made


def _drop_sqlite() -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_no_{event}" for table in TABLES for event in ("update", "delete")]
