"""Entries of the scheduler's table, put there after every migration and left alone once an operator changed them."""

from __future__ import annotations

from typing import Any

from django.db import connections

SWEEP_SECONDS = 30
PUBLISH_SECONDS = 60


def register_periodic_task(*, name: str, task: str, seconds: int) -> None:
    """Have the scheduler call `task` every so many seconds; an existing entry of that name stays as it is."""
    from django_celery_beat.models import IntervalSchedule, PeriodicTask

    if PeriodicTask.objects.filter(name=name).exists():
        return
    interval, _created = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
    # An entry that waited longer than its interval is not worth running late: the next one does the same work.
    PeriodicTask.objects.create(name=name, task=task, interval=interval, expire_seconds=seconds)


def register_delivery_tasks(*, using: str, **_: Any) -> None:
    """The receiver of `post_migrate`: the sweep, and the publication of what editors have scheduled."""
    from django_celery_beat.models import PeriodicTask

    if PeriodicTask._meta.db_table in connections[using].introspection.table_names():
        register_periodic_task(name="delivery: sweep the outbox", task="delivery.work_off", seconds=SWEEP_SECONDS)
        register_periodic_task(
            name="delivery: publish scheduled pages", task="delivery.publish_scheduled", seconds=PUBLISH_SECONDS
        )
