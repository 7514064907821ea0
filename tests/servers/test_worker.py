"""The outbox with a real broker and real workers that die."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from devtools.processes import Child, Family
from notices.delivery.actions import WORK_OFF
from notices.delivery.models import Message
from portal.bell import ring
from portal.cache import FailoverRedisCache
from tests.notices.delivery.factories import make_announcement, make_residents
from tests.portal.communities.factories import CommunityFactory

RESIDENTS = 3000
SMALL_STEPS = {"DELIVERY_CHUNK": "20", "DELIVERY_LEASE_SECONDS": "2"}


def test_worker_hears_the_bell_and_delivers(
    start_worker: Callable[..., Child], wait_until: Callable[..., None]
) -> None:
    community = CommunityFactory()
    make_residents(community, 30)
    start_worker()
    make_announcement(community)
    assert ring(WORK_OFF)
    wait_until(lambda: Message.objects.count() == 30)


def test_worker_killed_half_way_every_resident_still_gets_one_message(
    start_worker: Callable[..., Child], kill: Callable[[Child], None], wait_until: Callable[..., None]
) -> None:
    community = CommunityFactory()
    make_residents(community, RESIDENTS)
    make_announcement(community)
    first = start_worker("first", **SMALL_STEPS)
    assert ring(WORK_OFF)
    wait_until(lambda: Message.objects.exists())
    kill(first)
    half_way = Message.objects.count()
    assert 0 < half_way < RESIDENTS

    start_worker("second", **SMALL_STEPS)

    def rung_and_done() -> bool:
        ring(WORK_OFF)
        return Message.objects.count() == RESIDENTS

    wait_until(rung_and_done, 60)
    assert Message.objects.values("recipient").distinct().count() == RESIDENTS


def test_cache_goes_on_when_redis_dies(redis_server: str, family: Family, kill: Callable[[Child], None]) -> None:
    cache: Any = FailoverRedisCache(redis_server, {})
    cache.set("attempts", 3)
    assert cache.get("attempts") == 3
    kill(family.children[0])
    assert cache.get("attempts") is None
    cache.set("attempts", 1)
    assert cache.incr("attempts") == 2
