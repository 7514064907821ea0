"""Who reads and verifies the operation log."""

from __future__ import annotations

from typing import Any

from portal.communities.enums import Role
from portal.communities.permissions import holds


def can_read_log(user: Any) -> bool:
    """The audit administrator, and nobody else: neither the security nor the system administrator."""
    return holds(user, Role.AUDIT)
