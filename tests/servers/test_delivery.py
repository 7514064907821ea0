"""A notice from the publish button to the inbox: real broker, real worker, thousands of residents."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from devtools.processes import Child, Family
from notices.delivery.actions import WORK_OFF
from notices.delivery.enums import OutboxState
from notices.delivery.models import Message, OutboxItem
from notices.delivery.tasks import work_off
from notices.models import FraudAlertPage
from portal import bell
from portal.celery import app
from tests.notices.delivery.factories import make_residents
from tests.notices.factories import make_notice
from tests.portal.communities.factories import open_site

RESIDENTS = 5000
SMALL_STEPS = {"DELIVERY_CHUNK": "25", "DELIVERY_LEASE_SECONDS": "2"}


@pytest.fixture(autouse=True)
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """No silence left over from another test."""
    monkeypatch.setattr(bell, "_silent_until", 0.0)


@pytest.fixture
def site() -> list[Any]:
    return open_site(2)[1]


def publish_seconds(page: Any) -> float:
    started = time.perf_counter()
    page.latest_revision.publish()
    return time.perf_counter() - started


def test_publishing_to_five_thousand_takes_no_longer_than_to_ten_and_reaches_each_once(
    site: list[Any], start_worker: Callable[..., Child], wait_until: Callable[..., None]
) -> None:
    small, large = site
    make_residents(small, 10)
    residents = make_residents(large, RESIDENTS)
    start_worker()
    make_notice(small, FraudAlertPage, slug="first")  # the first publication fills Wagtail's caches
    to_few = min(
        publish_seconds(make_notice(small, FraudAlertPage, published=False, slug=f"few-{n}")) for n in range(3)
    )
    to_many = publish_seconds(make_notice(large, FraudAlertPage, published=False))
    assert to_many < 2 * to_few + 0.05
    wait_until(lambda: OutboxItem.objects.filter(state=OutboxState.DONE).count() == 5)
    reached = list(Message.objects.filter(announcement__community=large).values_list("recipient", flat=True))
    assert len(reached) == RESIDENTS
    assert set(reached) == {resident.pk for resident in residents}


def test_alert_published_while_workers_are_killed_again_and_again_reaches_each_once(
    site: list[Any],
    start_worker: Callable[..., Child],
    kill: Callable[[Child], None],
    wait_until: Callable[..., None],
) -> None:
    make_residents(site[0], RESIDENTS)
    make_notice(site[0], FraudAlertPage)
    for number in range(2):
        before = Message.objects.count()
        worker = start_worker(f"mortal-{number}", **SMALL_STEPS)
        wait_until(lambda floor=before: bell.ring(WORK_OFF) and Message.objects.count() > floor)
        kill(worker)
        assert Message.objects.count() < RESIDENTS
    start_worker("survivor", DELIVERY_LEASE_SECONDS="2")
    wait_until(lambda: bell.ring(WORK_OFF) and OutboxItem.objects.get().state == OutboxState.DONE, 30)
    assert Message.objects.count() == RESIDENTS
    assert Message.objects.values("recipient").distinct().count() == RESIDENTS
    assert OutboxItem.objects.get().delivered == RESIDENTS


def test_broker_dies_then_publishing_still_succeeds_in_time_and_the_sweep_delivers(
    site: list[Any], broker: str, family: Family, kill: Callable[[Child], None]
) -> None:
    make_residents(site[0], 50)
    page = make_notice(site[0], FraudAlertPage, published=False)
    kill(family.children[0])
    app.conf.update(broker_transport_options={"socket_connect_timeout": 1, "max_retries": 0})
    page.latest_revision.publish()
    rung = time.perf_counter()
    bell.ring(WORK_OFF)
    assert time.perf_counter() - rung < 1, "nobody rings at a broker that has just not answered"
    page.refresh_from_db()
    assert page.live
    assert Message.objects.count() == 0
    work_off()
    assert Message.objects.count() == 50
