"""Who reads which message, which delivery work is due, and how far an announcement has come."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from notices.delivery.enums import OutboxState
from portal.communities.query import CommunityScopedQuerySet

if TYPE_CHECKING:
    from notices.delivery.models import Announcement
    from portal.accounts.models import Resident

MANY_UNREAD = 99


class AnnouncementQuerySet(CommunityScopedQuerySet):
    """Announcements with their figures."""

    def with_reach(self) -> Self:
        """Add `delivered` (inbox entries written) and `opened` (entries read), each one indexed count per row."""
        from notices.delivery.models import Message, OutboxItem

        items = OutboxItem.objects.filter(announcement=OuterRef("pk")).order_by("pk")
        opened = (
            Message.objects.filter(announcement=OuterRef("pk"), read_at__isnull=False)
            .order_by()
            .values("announcement")
            .annotate(number=Count("pk"))
        )
        return self.annotate(
            delivered=Coalesce(Subquery(items.values("delivered")[:1]), 0),
            state=Subquery(items.values("state")[:1]),
            opened=Coalesce(Subquery(opened.values("number")), 0),
        )

    def in_delivery(self) -> Self:
        """Announcements whose delivery has not come to an end, or has failed."""
        return self.filter(items__state__in=[OutboxState.PENDING, OutboxState.DEAD]).distinct()


class OutboxQuerySet(models.QuerySet[Any]):
    """Delivery work."""

    def due(self, now: dt.datetime) -> Self:
        """Pending items whose turn has come and which nobody holds."""
        return self.filter(state=OutboxState.PENDING, next_at__lte=now).filter(
            Q(lease_until=None) | Q(lease_until__lt=now)
        )

    def held_by(self, owner: Any) -> Self:
        """The items on which `owner` (a lease token) still has its hand."""
        return self.filter(state=OutboxState.PENDING, owner=owner)


class MessageQuerySet(models.QuerySet[Any]):
    """Inbox entries."""

    def visible_to(self, user: Any) -> Self:
        """A resident reads her own messages; nobody else does, staff included."""
        return self.filter(recipient__user=user) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        """Those not yet opened."""
        return self.filter(read_at=None)

    def in_reading_order(self) -> Self:
        """Unread first, the newest of each first."""
        read = ExpressionWrapper(Q(read_at__isnull=False), output_field=models.BooleanField())
        return self.annotate(is_read=read).order_by("is_read", "-created_at", "-pk")

    def with_sources(self) -> Self:
        """Together with what a row of the list shows."""
        return self.select_related("announcement__page", "announcement__community", "announcement__estate")


def unread_count(user: Any) -> int:
    """Unread messages of a signed-in resident, for the header; counts no further than `MANY_UNREAD`."""
    from notices.delivery.models import Message

    return Message.objects.visible_to(user).unread()[:MANY_UNREAD].count()


def audience_of(announcement: Announcement) -> QuerySet[Resident]:
    """The residents an announcement is meant for and who have an account to read it with."""
    from portal.accounts.models import Resident

    residents = Resident.objects.filter(user__isnull=False)
    if announcement.estate_id is not None:
        return residents.filter(estate=announcement.estate_id)
    if announcement.community_id is not None:
        return residents.filter(community=announcement.community_id)
    return residents
