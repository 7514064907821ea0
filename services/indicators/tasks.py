"""Counting live figures by night and on demand."""

from __future__ import annotations

from celery import shared_task

from portal.communities.models import Community
from services.indicators.actions import refresh_live


@shared_task(name="indicators.refresh_community", ignore_result=True)
def refresh_community(community_id: int) -> None:
    """Count one community's facts anew; running twice changes nothing."""
    community = Community.objects.filter(pk=community_id).first()
    if community is not None:
        refresh_live(community=community)


@shared_task(name="indicators.refresh_all", ignore_result=True)
def refresh_all() -> None:
    """One task per community, so that a failure in one leaves the others alone."""
    for pk in Community.objects.open().values_list("pk", flat=True):
        refresh_community.delay(pk)
