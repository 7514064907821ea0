"""Whether the outbox is worked off."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from notices.delivery.enums import OutboxState
from notices.delivery.models import OutboxItem
from portal.health import health_check

LATEST = dt.timedelta(minutes=10)


@health_check("outbox")
def is_worked_off() -> bool:
    """Nothing due has been lying for minutes."""
    late = timezone.now() - LATEST
    return not OutboxItem.objects.filter(state=OutboxState.PENDING, next_at__lt=late).exists()
