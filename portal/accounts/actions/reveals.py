"""Opening personal data: with a reason, within limits, and visible to the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import RevealReason
from portal.accounts.models import Resident, Reveal
from portal.accounts.permissions import can_reveal
from portal.audit.actions import record

SHORT = dt.timedelta(minutes=5)
DAY = dt.timedelta(days=1)


class TooManyReveals(ValidationError):
    """Somebody opens the data of more people than any work needs."""


def reveal_resident(
    *, resident: Resident, fields: Sequence[str], reason: RevealReason, actor: Any, note: str = ""
) -> dict[str, str]:
    """The plain values of some fields of a resident; who looked, and why, stands on record and on her privacy page."""
    if not can_reveal(actor, resident):
        record(actor=actor, action="resident.reveal", target=resident, community=resident.community, succeeded=False)
        raise PermissionDenied
    note_reveal(resident=resident, source=resident, fields=fields, reason=reason, actor=actor, note=note)
    return {name: getattr(resident, name).reveal() for name in fields}


def note_reveal(
    *, resident: Resident, source: models.Model, fields: Sequence[str], reason: RevealReason, actor: Any, note: str = ""
) -> Reveal:
    """Put a reveal on record before anything is shown. Raises TooManyReveals, which is on record, too.

    Not one transaction: what is refused must stay on record when the caller's work is undone.
    """
    community = resident.community
    if _too_many(actor, resident):
        record(actor=actor, action="resident.reveal", target=source, community=community, succeeded=False,
               data={"limit": True})  # fmt: skip
        raise TooManyReveals(
            _("You have opened the data of many people in a short time. Wait a little; this is on record.")
        )
    with transaction.atomic():
        reveal = Reveal(resident=resident, staff=actor, source=source._meta.label_lower, fields=list(fields),
                        reason=reason, note=note)  # fmt: skip
        reveal.full_clean()
        reveal.save()
        record(actor=actor, action="resident.reveal", target=source, community=community,
               data={"reveal": str(reveal.public_id), "fields": list(fields), "reason": str(reason)})  # fmt: skip
    return reveal


def _too_many(actor: Any, resident: Resident) -> bool:
    now = timezone.now()
    mine = Reveal.objects.filter(staff=actor).exclude(resident=resident)
    limits = ((SHORT, settings.REVEALS_IN_FIVE_MINUTES), (DAY, settings.REVEALS_IN_A_DAY))
    return any(mine.filter(at__gt=now - span).values("resident").distinct().count() >= limit for span, limit in limits)
