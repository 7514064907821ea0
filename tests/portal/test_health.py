"""What operators and their machines see of the site's health."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError
from django.utils import timezone

from notices.delivery.models import OutboxItem
from portal import health
from portal.audit.actions import record
from portal.audit.models import Verification
from tests.notices.delivery.factories import make_announcement
from tests.portal.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db


def test_live_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_when_all_is_well(client):
    assert client.get("/health/ready").json() == {"status": "ok"}


@pytest.mark.parametrize("broken", ["database", "disk"])
def test_what_is_needed_and_away_is_503(client, monkeypatch, broken):
    def fail():
        raise DatabaseError("away")

    monkeypatch.setitem(health._NEEDED, broken, fail)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "failing": [broken]}


def test_what_is_late_or_away_is_named_while_the_site_goes_on(client, monkeypatch):
    make_announcement(CommunityFactory())
    OutboxItem.objects.update(next_at=timezone.now() - dt.timedelta(hours=1))
    record(actor=None, action="community.open")
    with_time = timezone.now() + dt.timedelta(hours=1)
    monkeypatch.setattr("portal.audit.health.timezone.now", lambda: with_time)
    Verification(
        at=timezone.now(),
        first_seq=1,
        last_seq=1,
        entries=0,
        waiting=0,
        checkpoints=0,
        faults=[{"fault": "x"}],
        seconds=1,
    ).save()
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "degraded": ["log_seals", "log_verified", "outbox"]}


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.9", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, 404),
        ("", {}, 404),
    ],
)
def test_metrics_are_for_machines_inside(client, address, headers, status):
    client.get("/health/live")
    answer = client.get("/metrics", headers=headers, REMOTE_ADDR=address)
    assert answer.status_code == status
    if status == 200:
        assert b"django_http_responses_total_by_status" in answer.content
