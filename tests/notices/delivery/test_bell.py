"""The doorbell: heard or not, the request succeeds."""

from __future__ import annotations

import socket
import time

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError

from notices.delivery.actions import WORK_OFF
from notices.delivery.models import Message
from notices.delivery.tasks import work_off
from portal import bell
from portal.celery import app
from tests.notices.delivery.factories import make_announcement, make_residents
from tests.notices.factories import make_notice
from tests.portal.communities.factories import CommunityFactory, open_site


@pytest.fixture(autouse=True)
def loud(monkeypatch):
    """No silence left over from another test."""
    monkeypatch.setattr(bell, "_silent_until", 0.0)


def broken(**_options):
    raise OperationalError("refused")


@pytest.mark.django_db
def test_publishing_without_a_broker_succeeds_and_the_sweep_catches_up(monkeypatch, django_capture_on_commit_callbacks):
    _county, (community, _other) = open_site()
    make_residents(community, 5)
    calls = []

    def count_and_break(*call, **options):
        calls.append(call)
        broken()

    monkeypatch.setattr(app, "send_task", count_and_break)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_notice(community)
    assert page.live
    assert len(calls) == 1
    assert Message.objects.count() == 0
    work_off()
    assert Message.objects.count() == 5


def test_bell_stays_silent_for_a_while_after_a_failure(monkeypatch):
    calls = []

    def count_and_break(*call, **options):
        calls.append(call)
        broken()

    monkeypatch.setattr(app, "send_task", count_and_break)
    assert [bell.ring(WORK_OFF), bell.ring(WORK_OFF), bell.ring(WORK_OFF)] == [False, False, False]
    assert len(calls) == 1


def test_ring_against_a_closed_port_takes_less_than_a_second(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "socket_connect_timeout": 1,
        "socket_timeout": 10,
        "max_retries": 0,
    }  # settings: where REDIS_URL is given
    with Connection(f"redis://127.0.0.1:{port}/0", transport_options=options) as connection:
        send = app.send_task
        monkeypatch.setattr(app, "send_task", lambda *call, **options: send(*call, connection=connection, **options))
        started = time.monotonic()
        assert bell.ring(WORK_OFF) is False
        assert time.monotonic() - started < 1


@pytest.mark.django_db
def test_announcement_rings_after_the_commit_only(monkeypatch, django_capture_on_commit_callbacks):
    _county, (community, _other) = open_site()
    rung = []
    monkeypatch.setattr(app, "send_task", lambda *call, **options: rung.append(call))
    with django_capture_on_commit_callbacks(execute=True):
        make_notice(community)
        assert rung == []
    assert len(rung) == 1


@pytest.mark.django_db
def test_task_run_twice_changes_nothing():
    community = CommunityFactory()
    make_residents(community, 3)
    make_announcement(community)
    work_off()
    work_off()
    assert Message.objects.count() == 3
