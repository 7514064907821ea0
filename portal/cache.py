"""A Redis cache that lets the site go on when Redis is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5.0


class FailoverRedisCache(BaseCache):
    """Django's RedisCache behind a circuit breaker, with this process's memory as the fallback.

    Sign-in limits live in the cache. With Redis down they must still hold (per process) and nobody may see an
    error; after a failure Redis is left alone for five seconds, then tried again.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._memory = LocMemCache("failover", params)
        self._open_until = 0.0

    def _call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._open_until:
            try:
                return getattr(self._redis, name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                self._open_until = time.monotonic() + RETRY_AFTER_SECONDS
                logger.warning(
                    "cache unavailable, using memory for %s s: %s", RETRY_AFTER_SECONDS, type(error).__name__
                )
        return getattr(self._memory, name)(*args, **kwargs)


def _forward(name: str) -> Callable[..., Any]:
    def method(self: FailoverRedisCache, *args: Any, **kwargs: Any) -> Any:
        return self._call(name, *args, **kwargs)

    method.__name__ = name
    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(FailoverRedisCache, _name, _forward(_name))
