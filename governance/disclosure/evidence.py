"""What this room offers to the indicators: whether each affair was disclosed here for the last quarter that is due."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from governance.disclosure.deadlines import due_on
from governance.disclosure.enums import Affair
from governance.disclosure.models import DisclosurePage
from governance.disclosure.periods import Period, ended_quarters
from portal import clock
from portal.communities.models import Community
from portal.evidence import Evidence, Strength, evidence


def last_due_quarter(until: dt.date) -> Period:
    """The newest quarter whose disclosures are due by `until`."""
    newest, before = ended_quarters(until, 2)
    due = due_on(newest)
    return newest if due is not None and due <= until else before


def _disclosed(community: Community, until: dt.date, affair: Affair) -> Evidence:
    """Disclosures of an affair since the last due quarter began. Online only: the notice board needs its own proof."""
    since = clock.start_of_day(last_due_quarter(until).last_day)
    pages = DisclosurePage.objects.in_community(community).live().of_affair(affair)
    count = pages.filter(first_published_at__gt=since, first_published_at__lte=clock.end_of_day(until)).count()
    return Evidence(count, count > 0, f"/{community.key}/disclosure/?affair={affair}")


@evidence(
    "party_disclosed_online",
    indicators=(18,),
    strength=Strength.SUPPORTS,
    label=_("Party affairs disclosed online since the last quarter"),
)
def party_disclosed(community: Community, until: dt.date) -> Evidence:
    """Party affairs."""
    return _disclosed(community, until, Affair.PARTY)


@evidence(
    "residents_disclosed_online",
    indicators=(18,),
    strength=Strength.SUPPORTS,
    label=_("Residents' affairs disclosed online since the last quarter"),
)
def residents_disclosed(community: Community, until: dt.date) -> Evidence:
    """Residents' affairs."""
    return _disclosed(community, until, Affair.RESIDENTS)


@evidence(
    "finance_disclosed_online",
    indicators=(18,),
    strength=Strength.SUPPORTS,
    label=_("Finances disclosed online since the last quarter"),
)
def finance_disclosed(community: Community, until: dt.date) -> Evidence:
    """Finances."""
    return _disclosed(community, until, Affair.FINANCE)
