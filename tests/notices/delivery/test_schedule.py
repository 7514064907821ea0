"""The sweep in the scheduler's table."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django_celery_beat.models import PeriodicTask

from notices.delivery.schedule import SWEEP_SECONDS, register_sweep
from notices.delivery.tasks import work_off

pytestmark = pytest.mark.django_db
NAME = "delivery: sweep the outbox"


def test_migrating_registers_the_sweep_every_thirty_seconds():
    PeriodicTask.objects.all().delete()
    call_command("migrate", verbosity=0)
    task = PeriodicTask.objects.get(name=NAME)
    assert (task.task, task.interval.every, task.interval.period) == (work_off.name, SWEEP_SECONDS, "seconds")
    assert SWEEP_SECONDS == 30


def test_registering_again_leaves_an_operator_s_choice_alone():
    register_sweep(using="default")
    PeriodicTask.objects.filter(name=NAME).update(enabled=False)
    register_sweep(using="default")
    assert PeriodicTask.objects.get(name=NAME).enabled is False
