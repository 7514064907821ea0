"""The 22 indicators of the basic smart-community standard."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

REFRESH = "indicators.refresh_all"


class IndicatorsConfig(AppConfig):
    """The room that weighs what communities declare against rules and the portal's own records."""

    name = "services.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Let every room register its evidence, and have the scheduler count it every night."""
        autodiscover_modules("evidence")
        post_migrate.connect(schedule_refresh, sender=self, dispatch_uid=REFRESH)


def schedule_refresh(*, using: str, **_kwargs: Any) -> None:
    """The receiver of `post_migrate`; an entry that an operator changed stays as it is."""
    from django.db import connections
    from django_celery_beat.models import CrontabSchedule, PeriodicTask

    if PeriodicTask._meta.db_table not in connections[using].introspection.table_names():
        return
    if not PeriodicTask.objects.filter(task=REFRESH).exists():
        night, _created = CrontabSchedule.objects.get_or_create(minute="40", hour="0", timezone=settings.TIME_ZONE)
        PeriodicTask.objects.create(name="indicators: count the live figures", task=REFRESH, crontab=night)
