"""The database role of the running site: everything the site needs, and of the log only reading and adding."""

from __future__ import annotations

import re

from portal.audit.triggers import TABLES

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def role_statements(role: str, *, schema: str = "public") -> list[str]:
    """SQL that gives an existing PostgreSQL role its rights; run by the owner of the tables, again after migrations.

    The owner's role migrates and prunes; the site, its workers and the sealer run under `role`.
    """
    for name in (role, schema):
        if not NAME.fullmatch(name):
            raise ValueError(f"{name} is no name for a role or schema")
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {schema}.{table} FROM {role}" for table in TABLES),
    ]
