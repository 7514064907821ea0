"""The doorbell: tells a worker that the outbox holds something. Nothing depends on its being heard."""

from __future__ import annotations

import logging
import time

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# After a failed ring nobody rings for a while, so that a missing broker delays one request and not every one.
SILENT_SECONDS = 20.0
_silent_until = 0.0


def ring_on_commit() -> None:
    """Ring once the running transaction is committed; the sweep comes round without it, too."""
    transaction.on_commit(ring, robust=True)


def ring() -> bool:
    """Ring now. Returns whether the broker took the call."""
    global _silent_until
    from notices.delivery.tasks import work_off

    if time.monotonic() < _silent_until:
        return False
    try:
        work_off.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + SILENT_SECONDS
        logger.warning("The broker does not answer (%s); the sweep will find the work.", type(error).__name__)
        return False
    return True
