"""Celery tasks of the delivery room."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command

from notices.delivery import actions


@shared_task(name=actions.WORK_OFF)
def work_off() -> None:
    """Work off whatever is due in the outbox. Rung by the bell and, every 30 seconds, by the scheduler."""
    actions.work_off()


@shared_task(name="delivery.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and take down the pages whose hour has come; publishing announces them."""
    call_command("publish_scheduled")
