"""Who sees which community, and the scope filter that every room's records share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.communities.enums import Role

if TYPE_CHECKING:
    from portal.communities.models import Community


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities by the reader's posts."""

    def staffed_by(self, user: Any, *roles: Role) -> Self:
        """Those in which `user` holds one of `roles` today (any post without `roles`); all of them for a county post."""
        from portal.communities.permissions import posts_of

        posts = [post for post in posts_of(user) if not roles or post.role in roles]
        if any(post.community_id is None for post in posts):
            return self.all()
        return self.filter(pk__in=[post.community_id for post in posts])

    def open(self) -> Self:
        """Those that residents see."""
        return self.filter(is_open=True)


class CommunityScopedQuerySet(models.QuerySet[Any]):
    """Base for records that belong to one community through a field `community`."""

    community_lookup = "community"

    def in_community(self, community: Community) -> Self:
        """Records of one community."""
        return self.filter(**{self.community_lookup: community})

    def staffed_by(self, user: Any, *roles: Role) -> Self:
        """Records of the communities in which `user` holds one of `roles` today."""
        from portal.communities.permissions import scope_of

        scope = scope_of(user, roles)
        if scope is None:
            return self.all()
        return self.filter(**{f"{self.community_lookup}__in": scope})


class StaffPostQuerySet(models.QuerySet[Any]):
    """Posts by time and approval."""

    def active(self) -> Self:
        """Posts that count today: approved, begun, not over."""
        today = timezone.localdate()
        return self.not_over().filter(valid_from__lte=today, approved_at__isnull=False)

    def not_over(self) -> Self:
        """Posts that run or may still come to run."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))

    def waiting(self) -> Self:
        """Proposed by one person, not yet approved by another."""
        return self.not_over().filter(approved_at=None)

    def ending_within(self, days: int) -> Self:
        """Active posts whose last day is near."""
        return self.active().filter(valid_to__lte=timezone.localdate() + dt.timedelta(days=days))

    def of_roles(self, roles: Iterable[Role]) -> Self:
        """Posts of these roles."""
        return self.filter(role__in=list(roles))
