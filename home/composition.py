"""What the county home and a community's home are composed of: a few rows from each room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from portal.communities.models import Community

if TYPE_CHECKING:
    from home.models import CommunityPage, CountyPage


def county_home(page: CountyPage, request: HttpRequest) -> dict[str, Any]:
    """Communities and the newest of the county."""
    return {"communities": Community.objects.open().select_related("root_page")}


def community_home(page: CommunityPage, request: HttpRequest) -> dict[str, Any]:
    """The newest of one community, room by room."""
    return {}
