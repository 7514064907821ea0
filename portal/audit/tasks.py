"""Celery tasks of the operation log."""

from __future__ import annotations

from celery import shared_task
from django.core.files.storage import storages

from portal.audit.anchors import anchor_log
from portal.audit.sealing import SEAL, seal_entries
from portal.audit.verification import keep_report, verified_up_to, verify_log


@shared_task(name=SEAL)
def seal() -> None:
    """Seal what is waiting; every few seconds, and when the bell rings."""
    seal_entries()


@shared_task(name="audit.anchor")
def anchor() -> None:
    """Every hour: look for forgotten entries in the whole log, then keep its head elsewhere."""
    seal_entries(thorough=True)
    anchor_log()


@shared_task(name="audit.verify")
def verify(*, full: bool = False) -> None:
    """Verify what came since the last clean run, or everything."""
    since = 1 if full else verified_up_to() + 1
    keep_report(verify_log(since=since, checkpoints=storages["checkpoints"]))


@shared_task(name="audit.verify_all")
def verify_all() -> None:
    """Every night: everything."""
    verify(full=True)
