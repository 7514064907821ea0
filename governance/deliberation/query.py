"""Topics and contributions by reader and community."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from governance.deliberation.enums import ContributionState, Phase, Stage
from portal import clock
from portal.accounts.permissions import resident_of
from portal.communities.query import CommunityScopedQuerySet
from portal.pages import PublicPageQuerySet

if TYPE_CHECKING:
    from django.db.models import QuerySet


class TopicQuerySet(CommunityScopedQuerySet):
    """Topics by reader."""

    def visible_to(self, user: Any) -> Self:
        """Everybody sees topics whose page is published; staff see those of their communities from the start."""
        public = self.filter(page__live=True)
        return self.filter(Q(pk__in=public.values("pk")) | Q(pk__in=self.staffed_by(user).values("pk")))

    def open_for_opinions(self) -> Self:
        """Those that take contributions today."""
        today = clock.today()
        return self.filter(stage=Stage.COMMENTING, comments_from__lte=today, comments_until__gte=today)

    def without_page(self) -> Self:
        """Those that no page presents yet."""
        return self.filter(page=None)


class ContributionQuerySet(CommunityScopedQuerySet):
    """Contributions by reader."""

    community_lookup = "topic__community"

    def visible_to(self, user: Any) -> Self:
        """Published ones of published topics for everybody; one's own; all of one's communities for staff."""
        seen = Q(status=ContributionState.PUBLISHED, topic__page__live=True)
        resident = resident_of(user)
        if resident is not None:
            seen |= Q(author=resident)
        return self.filter(seen | Q(pk__in=self.staffed_by(user).values("pk")))

    def published(self) -> Self:
        """Neither hidden nor withdrawn."""
        return self.filter(status=ContributionState.PUBLISHED)

    def with_support(self) -> Self:
        """With `support_count`; a subquery, so that paging and other joins don't multiply it."""
        from governance.deliberation.models import Support

        counts = Support.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
        return self.annotate(
            support_count=Coalesce(
                Subquery(counts.annotate(n=Count("pk")).values("n")), 0, output_field=models.IntegerField()
            )
        )


class TopicPageQuerySet(PublicPageQuerySet):
    """Pages of topics for lists: one statement brings topics and counts."""

    def with_topic(self) -> Self:
        """With topic, and how many contributions it has."""
        return self.select_related("topic").annotate(contribution_count=Coalesce(Subquery(_counts()), 0))

    def in_phase(self, phase: Phase) -> Self:
        """Topics that take opinions today, that are on their way, that have come to their end."""
        from governance.deliberation.models import Topic

        is_open = Topic.objects.open_for_opinions().values("pk")
        finished = Q(topic__stage=Stage.COMPLETED) | Q(topic__stage=Stage.RESULT_PUBLISHED, topic__is_agreed=False)
        if phase == Phase.OPEN:
            return self.filter(topic__in=is_open)
        if phase == Phase.FINISHED:
            return self.filter(finished)
        return self.exclude(topic__in=is_open).exclude(finished)


def _counts() -> QuerySet[Any]:
    from governance.deliberation.models import Contribution

    rows = Contribution.objects.published().filter(topic=OuterRef("topic")).order_by().values("topic")
    return rows.annotate(n=Count("pk")).values("n")
