"""The sweep in the scheduler's table."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from notices.delivery.models import Announcement
from notices.delivery.tasks import publish_scheduled, work_off
from tests.notices.factories import make_notice
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db
NAME = "delivery: sweep the outbox"


def test_migrating_registers_the_sweep_every_thirty_seconds():
    PeriodicTask.objects.all().delete()
    call_command("migrate", verbosity=0)
    task = PeriodicTask.objects.get(name=NAME)
    assert (task.task, task.interval.every, task.interval.period) == (work_off.name, 30, "seconds")
    publishing = PeriodicTask.objects.get(name="delivery: publish scheduled pages")
    assert (publishing.task, publishing.interval.every) == (publish_scheduled.name, 60)


def test_registering_again_leaves_an_operator_s_choice_alone():
    apps.get_app_config("delivery").register_tasks(using="default")
    PeriodicTask.objects.filter(name=NAME).update(enabled=False)
    apps.get_app_config("delivery").register_tasks(using="default")
    assert PeriodicTask.objects.get(name=NAME).enabled is False


def test_scheduled_notice_goes_live_and_is_announced_in_its_hour():
    page = make_notice(open_site()[1][0], published=False, go_live_at=timezone.now() + dt.timedelta(hours=1))
    page.latest_revision.publish()
    publish_scheduled()
    assert not Announcement.objects.exists()
    soon = timezone.now() - dt.timedelta(seconds=1)
    page.revisions.update(approved_go_live_at=soon)
    revision = page.latest_revision
    revision.content["go_live_at"] = soon.isoformat()
    revision.save(update_fields=["content"])
    publish_scheduled()
    page.refresh_from_db()
    assert page.live
    assert Announcement.objects.get().page_id == page.pk
