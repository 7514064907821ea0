"""What this room offers to the indicators: what the police and the office have told the residents lately (indicator 11).

The standard asks for four things together, so none of these figures proves it alone.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from notices.enums import NoticeKind, PoliceTopic
from notices.models import FraudAlertPage, PoliceNoticePage
from portal import clock
from portal.evidence import Evidence, Strength, evidence

if TYPE_CHECKING:
    from notices.models import NoticePage
    from portal.communities.models import Community
    from portal.pages import PublicPageQuerySet

BACK_DAYS = 90


@evidence(
    "warnings_90d",
    indicators=(11,),
    strength=Strength.SUPPORTS,
    label=_("Safety warnings and fraud alerts published in the last 90 days"),
)
def warnings(community: Community, until: dt.date) -> Evidence:
    """The police's warnings and the fraud alerts of this community."""
    warned = _lately(PoliceNoticePage, community, until).filter(topic=PoliceTopic.WARNING).count()
    return _figure(community, warned + _lately(FraudAlertPage, community, until).count())


@evidence(
    "incident_bulletins_90d",
    indicators=(11,),
    strength=Strength.SUPPORTS,
    label=_("Incident bulletins published in the last 90 days, with the unit that issued them"),
)
def bulletins(community: Community, until: dt.date) -> Evidence:
    """Bulletins whose source is named."""
    found = _lately(PoliceNoticePage, community, until).filter(topic=PoliceTopic.BULLETIN).exclude(source="")
    return _figure(community, found.count())


@evidence(
    "public_outcomes_90d",
    indicators=(11,),
    strength=Strength.SUPPORTS,
    label=_("Accounts of what became of residents' reports, in the last 90 days"),
)
def outcomes(community: Community, until: dt.date) -> Evidence:
    """What the police have told about residents' reports."""
    return _figure(community, _lately(PoliceNoticePage, community, until).filter(topic=PoliceTopic.OUTCOME).count())


def _lately(kind: type[NoticePage], community: Community, until: dt.date) -> PublicPageQuerySet:
    since = clock.start_of_day(clock.add_days(until, -BACK_DAYS))
    pages: PublicPageQuerySet = kind.objects.in_community(community).live()
    return pages.filter(first_published_at__gte=since, first_published_at__lte=clock.end_of_day(until))


def _figure(community: Community, value: int) -> Evidence:
    return Evidence(value, value > 0, f"/{community.key}/notices/?kind={NoticeKind.POLICE}")
