"""What this room offers to the indicators."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from governance.deliberation.enums import Stage
from governance.deliberation.models import Topic
from portal.communities.models import Community
from portal.evidence import Evidence, Strength, evidence


@evidence(
    "deliberations_online",
    indicators=(18,),
    strength=Strength.PROVES,
    label=_("Deliberations with an online phase whose result was published this year"),
)
def deliberations_online(community: Community, until: dt.date) -> Evidence:
    """Topics that took opinions online and whose result was published in the year of `until`.

    None of them proves nothing against the community: deliberation is asked for "when needed".
    """
    published = Topic.objects.in_community(community).filter(
        steps__stage=Stage.RESULT_PUBLISHED,
        steps__reached_on__year=until.year,
        steps__reached_on__lte=until,
        comments_from__isnull=False,
    )
    count = published.distinct().count()
    return Evidence(count, True if count else None, f"/{community.key}/deliberation/")
