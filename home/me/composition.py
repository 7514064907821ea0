"""What my page is composed of: the next thing first, then a line from each room."""

from __future__ import annotations

from typing import Any

from portal.accounts.models import Resident


def my_page(user: Any, resident: Resident | None) -> dict[str, Any]:
    """Tiles and next things of the signed-in person."""
    return {"tiles": [], "next": []}
