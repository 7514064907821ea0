"""Page types and records of the home room."""

from __future__ import annotations

from home.models.pages import CommunityPage, CountyPage
from home.models.searches import MissedSearch

__all__ = ["CommunityPage", "CountyPage", "MissedSearch"]
