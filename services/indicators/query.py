"""Assessments by reader, community and year."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Max

from portal.communities.enums import Role
from portal.communities.query import CommunityScopedQuerySet

PANEL_ROLES = (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.COUNTY, Role.AUDIT)


class AssessmentQuerySet(CommunityScopedQuerySet):
    """Rows of self-assessment tables."""

    def visible_to(self, user: Any) -> Self:
        """A community's staff see their own, the county and the audit administrator all."""
        return self.staffed_by(user, *PANEL_ROLES)

    def in_year(self, year: int) -> Self:
        """Rows of one year."""
        return self.filter(year=year)

    def latest_year(self) -> int | None:
        """The newest year anybody has assessed."""
        year: int | None = self.aggregate(newest=Max("year"))["newest"]
        return year
