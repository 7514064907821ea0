"""Application of this room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

GENERATE = "booking.generate_slots"


class BookingConfig(AppConfig):
    """The room `services.booking`."""

    name = "services.booking"
    label = "booking"
    verbose_name = _("Booking")

    def ready(self) -> None:
        """Have the scheduler make new times every night."""
        post_migrate.connect(schedule_generation, sender=self, dispatch_uid="booking.generate_slots")


def schedule_generation(*, using: str, **_kwargs: Any) -> None:
    """The receiver of `post_migrate`; an entry that an operator changed stays as it is."""
    from django.db import connections
    from django_celery_beat.models import CrontabSchedule, PeriodicTask

    if PeriodicTask._meta.db_table not in connections[using].introspection.table_names():
        return
    if not PeriodicTask.objects.filter(task=GENERATE).exists():
        night, _created = CrontabSchedule.objects.get_or_create(minute="10", hour="0", timezone=settings.TIME_ZONE)
        PeriodicTask.objects.create(name="booking: make the times of two weeks", task=GENERATE, crontab=night)
