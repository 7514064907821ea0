"""Whether the operation log is sealed and found in order."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from portal.audit.models import Entry, Verification
from portal.health import health_check

LATEST_SEAL = dt.timedelta(minutes=5)


@health_check("log_seals")
def is_sealed() -> bool:
    """Nothing has been waiting for its seal for minutes."""
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return True
    recent = Entry.objects.filter(pk__gt=newest - 5_000).unsealed().order_by("pk").first()
    return recent is None or recent.at > timezone.now() - LATEST_SEAL


@health_check("log_verified")
def is_clean() -> bool:
    """The last verification found nothing."""
    last = Verification.objects.order_by("-pk").first()
    return last is None or last.is_clean
