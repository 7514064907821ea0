"""The six real self-assessments, and the live figures counted once."""

from __future__ import annotations

from portal.demo import World
from services.indicators.actions import import_self_assessments, refresh_live
from services.indicators.models import LiveFigure


def load(world: World) -> None:
    """Import the tables of the six communities for the current year."""
    import_self_assessments(communities=world.communities, year=world.today.year, actor=None)
    for community in world.communities:
        if not LiveFigure.objects.filter(community=community).exists():
            refresh_live(community=community)
