"""The nightly count: one task per open community, scheduled once, an operator's change left alone."""

from __future__ import annotations

import pytest
from django.apps import apps
from django_celery_beat.models import PeriodicTask

from services.indicators import tasks
from services.indicators.apps import REFRESH
from services.indicators.models import LiveFigure
from tests.portal.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db


def test_every_open_community_gets_a_task_of_its_own(monkeypatch):
    open_ones = [CommunityFactory(), CommunityFactory()]
    CommunityFactory(is_open=False)
    asked: list[int] = []
    monkeypatch.setattr(tasks.refresh_community, "delay", asked.append)
    tasks.refresh_all()
    assert sorted(asked) == sorted(community.pk for community in open_ones)


def test_counting_twice_leaves_one_figure_per_fact():
    community = CommunityFactory()
    for _ in range(2):
        tasks.refresh_community(community.pk)
    keys = list(LiveFigure.objects.filter(community=community).values_list("key", flat=True))
    assert keys
    assert len(keys) == len(set(keys))
    assert "warnings_90d" in keys


def test_community_that_is_gone_is_no_fault():
    tasks.refresh_community(0)
    assert not LiveFigure.objects.exists()


def test_entry_is_made_once_and_then_the_operators():
    PeriodicTask.objects.filter(task=REFRESH.task).delete()
    config = apps.get_app_config("indicators")
    config.register_tasks(using="default")
    PeriodicTask.objects.filter(task=REFRESH.task).update(enabled=False)
    config.register_tasks(using="default")
    assert PeriodicTask.objects.get(task=REFRESH.task).enabled is False
