"""Who sees which resident, and who may act for whom today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.communities.enums import Role
from portal.communities.query import CommunityScopedQuerySet

if TYPE_CHECKING:
    from portal.accounts.enums import AuthorityScope

RESIDENT_ROLES = (Role.OPERATOR, Role.MANAGER, Role.COUNTY)


class ResidentQuerySet(CommunityScopedQuerySet):
    """Residents by reader."""

    def visible_to(self, user: Any) -> Self:
        """A resident sees herself and those who authorised her; staff see their community's residents (masked)."""
        if not user.is_authenticated:
            return self.none()
        own = self.filter(Q(user=user) | Q(pk__in=_principals(user).values("principal")))
        return (own | self.staffed_by(user, *RESIDENT_ROLES)).distinct()

    def actable_by(self, user: Any, scope: AuthorityScope) -> Self:
        """Those for whom `user` may act in matters of `scope`: herself, and whoever authorised her for them."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(pk__in=_principals(user).covering(scope).values("principal")))


def _principals(user: Any) -> AuthorityQuerySet:
    from portal.accounts.models import Authority

    return Authority.objects.active().filter(agent__user=user)


class AuthorityQuerySet(models.QuerySet[Any]):
    """Authorities by time and scope."""

    def active(self) -> Self:
        """Given, not revoked, not expired."""
        today = timezone.localdate()
        return self.filter(revoked_at=None, valid_from__lte=today, valid_to__gte=today)

    def covering(self, scope: AuthorityScope) -> Self:
        """Those that name `scope` among their matters."""
        return self.filter(**{f"for_{scope.value}": True})
