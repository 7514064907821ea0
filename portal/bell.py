"""The doorbell: tells a worker that there is something to do. Nothing depends on its being heard."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# After a failed ring nobody rings for a while, so that a missing broker delays one request and not every one.
SILENT_SECONDS = 20.0
_silent_until = 0.0


def ring_on_commit(task: str, *arguments: Any) -> None:
    """Ring once the running transaction is committed; whatever sweeps up comes round without it, too."""
    transaction.on_commit(partial(ring, task, *arguments), robust=True)


def ring(task: str, *arguments: Any) -> bool:
    """Ask a worker to run the task of this name (with primary keys as arguments) now. Returns whether the broker took the call."""
    global _silent_until
    from portal.celery import app

    if time.monotonic() < _silent_until:
        return False
    try:
        app.send_task(task, arguments, retry=False)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + SILENT_SECONDS
        logger.warning("The broker does not answer (%s); the sweep will find the work.", type(error).__name__)
        return False
    return True
