"""Who sees the panel and who may have it counted anew."""

from __future__ import annotations

from typing import Any

from portal.communities.enums import Role
from portal.communities.models import Community
from portal.communities.permissions import holds
from services.indicators.query import PANEL_ROLES


def can_view_panel(user: Any) -> bool:
    """Staff of communities, the county, the audit administrator."""
    return holds(user, *PANEL_ROLES)


def can_refresh(user: Any, community: Community) -> bool:
    """A community's manager and the county may have the live figures counted anew."""
    return holds(user, Role.MANAGER, Role.COUNTY, community=community)
