"""Health addresses for operators: is the process alive, can it do its work, how much of it does it do."""

from __future__ import annotations

import ipaddress
import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

Check = Callable[[], bool]
LEAST_DISK = 200_000_000

# What has to be in order for a process to take requests, and what may be away for a while: the site catches up.
_NEEDED: dict[str, Check] = {}
_WANTED: dict[str, Check] = {}


def health_check(name: str, *, needed: bool = False) -> Callable[[Check], Check]:
    """Register a check: a function that returns whether all is well, or raises."""

    def register(check: Check) -> Check:
        (_NEEDED if needed else _WANTED)[name] = check
        return check

    return register


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer without touching the database: the process runs."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 where the process can't take requests; `degraded` names what is away or late while the site goes on."""
    failing = [name for name, check in _NEEDED.items() if not _passes(check)]
    if failing:
        return JsonResponse({"status": "unavailable", "failing": failing}, status=503)
    degraded = [name for name, check in _WANTED.items() if not _passes(check)]
    return JsonResponse({"status": "degraded", "degraded": degraded} if degraded else {"status": "ok"})


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for machines inside only: 404 for whoever comes through a proxy or from elsewhere."""
    if not _is_inside(request):
        raise Http404
    from django_prometheus.exports import ExportToDjangoView

    response: HttpResponse = ExportToDjangoView(request)
    return response


def _is_inside(request: HttpRequest) -> bool:
    if any(header in request.headers for header in ("X-Forwarded-For", "Forwarded", "X-Real-Ip")):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in settings.METRICS_NETWORKS)


def _passes(check: Check) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not in order
        return False


@health_check("database", needed=True)
def database() -> bool:
    """The database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


@health_check("disk", needed=True)
def disk() -> bool:
    """There is room to write."""
    there = settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR
    return shutil.disk_usage(there).free > LEAST_DISK


@health_check("cache")
def cache_keeps() -> bool:
    """The shared cache keeps what it is given; each process's own memory in its place does not count."""
    if settings.REDIS_URL:
        import redis

        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as server:
            server.ping()
    cache.set("health:probe", "kept", timeout=30)
    return cache.get("health:probe") == "kept"
