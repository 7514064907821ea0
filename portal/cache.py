"""A Redis cache that lets the site go on when Redis is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5.0


class _OneClient(RedisCacheClient):
    """Django makes a new client for every command, which costs more than the command; one per server will do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[Any, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client of the server to read from or to write to; it is safe to share between threads."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return self._clients[pool]


class FailoverRedisCache(BaseCache):
    """Django's RedisCache behind a circuit breaker, with this process's memory as the fallback.

    Sign-in limits live in the cache. With Redis down they must still hold (per process) and nobody may see an
    error; after a failure Redis is left alone for five seconds, then tried again.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._redis._class = _OneClient  # type: ignore[attr-defined]
        self._fallback = self.fallback(params)
        self._open_until = 0.0

    @staticmethod
    def fallback(params: dict[str, Any]) -> BaseCache:
        """What stands in while Redis is away."""
        return LocMemCache("failover", params)

    def _call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._open_until:
            try:
                return getattr(self._redis, name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                self._open_until = time.monotonic() + RETRY_AFTER_SECONDS
                logger.warning(
                    "cache unavailable, going without for %s s: %s", RETRY_AFTER_SECONDS, type(error).__name__
                )
        return getattr(self._fallback, name)(*args, **kwargs)


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


class PagesRedisCache(FailoverRedisCache):
    """Keeps nothing while Redis is away: kept pages must not outlive a change that another process makes."""

    @staticmethod
    def fallback(params: dict[str, Any]) -> BaseCache:
        """Forget everything."""
        return DummyCache("", params)
