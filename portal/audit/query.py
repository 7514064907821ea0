"""Who reads the operation log, and what it refuses to everybody."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Exists, OuterRef

from portal.communities.enums import Role
from portal.communities.query import CommunityScopedQuerySet


class AppendOnlyError(RuntimeError):
    """Something tried to change or delete an entry of the operation log."""


class AppendOnlyMixin:
    """Reading only: rows are neither updated nor deleted."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("entries of the operation log are never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("entries of the operation log are never deleted")


class AppendOnlyQuerySet(AppendOnlyMixin, models.QuerySet[Any]):
    """Rows of the seals."""


class EntryQuerySet(AppendOnlyMixin, CommunityScopedQuerySet):
    """Entries by reader and by seal."""

    def visible_to(self, user: Any) -> Self:
        """The audit administrator reads the whole log, everybody else nothing of it."""
        from portal.communities.permissions import holds

        return self.all() if holds(user, Role.AUDIT) else self.none()

    def unsealed(self) -> Self:
        """Entries in no batch yet. Sequence numbers commit out of order, so this asks for each, not for the last."""
        from portal.audit.models import Leaf

        return self.filter(~Exists(Leaf.objects.filter(entry=OuterRef("pk"))))
