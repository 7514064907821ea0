"""What this room offers to the indicators."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from governance.elections.enums import PUBLIC_STAGES, Stage
from governance.elections.models import Registration
from portal.communities.models import Community
from portal.evidence import Evidence, Strength, evidence

OPENED = PUBLIC_STAGES - {Stage.ANNOUNCED, Stage.CANCELLED}


@evidence(
    "voter_registration_enabled",
    indicators=(18,),
    strength=Strength.PROVES,
    label=_("Voter registrations received online in the current election"),
)
def registrations_online(community: Community, until: dt.date) -> Evidence:
    """Registrations sent online or by family, for elections whose registration has been opened."""
    opened = community.elections.filter(stage__in=OPENED)  # type: ignore[attr-defined]
    if not opened.exists():
        return Evidence(0, None)
    sent = Registration.objects.sent().filter(election__in=opened, channel__in=("online", "family"))
    return Evidence(sent.count(), True, f"/{community.key}/elections/")
