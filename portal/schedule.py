"""Entries of the scheduler's table: put there after every migration, left alone once an operator changed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate


@dataclass(frozen=True)
class Regular:
    """A task that comes again: every so many seconds, or every day at an hour of Shanghai."""

    name: str
    task: str
    seconds: int = 0
    daily: str = ""


def schedule(app: AppConfig, *tasks: Regular) -> Callable[..., None]:
    """Have the scheduler call `tasks` of an application; call it in the application's `ready`.

    Returns the receiver of `post_migrate`, `(using, **_)`, which may be called again without harm.
    """

    def register(*, using: str, **_: Any) -> None:
        from django_celery_beat.models import PeriodicTask

        if PeriodicTask._meta.db_table in connections[using].introspection.table_names():
            for task in tasks:
                _register(task)

    post_migrate.connect(register, sender=app, weak=False, dispatch_uid=f"schedule.{app.label}")
    return register


def _register(regular: Regular) -> None:
    from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

    if PeriodicTask.objects.filter(name=regular.name).exists():
        return
    if regular.daily:
        hour, minute = regular.daily.split(":")
        crontab, _created = CrontabSchedule.objects.get_or_create(
            minute=str(int(minute)), hour=str(int(hour)), timezone=settings.TIME_ZONE
        )
        PeriodicTask.objects.create(name=regular.name, task=regular.task, crontab=crontab)
        return
    interval, _created = IntervalSchedule.objects.get_or_create(every=regular.seconds, period=IntervalSchedule.SECONDS)
    # An entry that waited longer than its interval is not worth running late: the next one does the same work.
    PeriodicTask.objects.create(name=regular.name, task=regular.task, interval=interval, expire_seconds=regular.seconds)
