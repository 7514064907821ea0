"""What `manage.py doctor` looks at: one small function per thing, each with the command that cures it."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.catalogues.compile import source_catalogues, stale_catalogues

OK, WARNING, FAULT = "ok", "warning", "fault"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)( *;)?", re.MULTILINE)
DEMO_LOGIN = r"^((resident|family|operator|manager|supervisor)-[a-z0-9-]+|police|county|security|audit|ops)$"
LITTLE_SPACE, HARDLY_ANY_SPACE = 2_000_000_000, 200_000_000
SHORTEST_KEY = 32
SCHEDULER_SILENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, and what to do about it."""

    name: str
    level: str
    detail: str
    cure: str = ""


Look = Callable[[], Iterator[Finding]]


def python() -> Iterator[Finding]:
    """Python's version."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", OK if sys.version_info >= (3, 11) else FAULT, version, "install Python 3.11 or newer")


def packages() -> Iterator[Finding]:
    """Installed packages against the lock file."""
    lock = settings.BASE_DIR / "requirements.txt"
    wrong = []
    for name, version, conditional in LOCKED.findall(lock.read_text(encoding="utf-8")):
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "missing"
        if installed != version and not (conditional and installed == "missing"):
            wrong.append(f"{name} {installed} instead of {version}")
    detail = "; ".join(wrong[:5]) or "as locked"
    yield Finding("packages", WARNING if wrong else OK, detail, "python3 dev.py setup")


def translations() -> Iterator[Finding]:
    """Compiled catalogues."""
    stale, all_of_them = len(list(stale_catalogues())), len(source_catalogues())
    detail = f"{stale} of {all_of_them} not compiled" if stale else f"{all_of_them} catalogues compiled"
    yield Finding("translations", WARNING if stale else OK, detail, "manage.py compile_catalogues")


def secrets() -> Iterator[Finding]:
    """The keys without which nothing personal can be read or signed."""
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        length = len(getattr(settings, name))
        detail = "set" if length >= SHORTEST_KEY else "too short" if length else "not set"
        yield Finding(name, OK if length >= SHORTEST_KEY else FAULT, detail, f"set {name}; see .env.example")


def data_keys() -> Iterator[Finding]:
    """Data keys that a key of FIELD_KEYS opens, and values that wait for a rotation to go on."""
    from portal.crypto.datakeys import key_ring

    ring = key_ring()
    locked = ", ".join(ring.locked)
    detail = (
        f"{locked} cannot be opened" if locked else f"sealing under {ring.active}, {len(ring.master_ids)} master keys"
    )
    yield Finding("data keys", FAULT if locked else OK, detail, "put the former key back into FIELD_KEYS")


def operation_log() -> Iterator[Finding]:
    """Guarded by triggers, sealed, found in order."""
    from portal.audit.health import is_clean, is_sealed
    from portal.audit.keys import public_keys, signing_key
    from portal.audit.triggers import missing_triggers

    if signing_key() is not None:
        yield Finding("log keys", OK, "this process seals")
    else:
        keys = len(public_keys())
        level = OK if keys else FAULT
        yield Finding(
            "log keys", level, f"verifies with {keys} public keys", "set AUDIT_PUBLIC_KEYS or AUDIT_SIGNING_KEY"
        )
    gone = missing_triggers(connection)
    detail = f"{len(gone)} missing: {', '.join(gone[:3])}" if gone else "in place"
    yield Finding(
        "log triggers",
        FAULT if gone else OK,
        detail,
        "find out who removed them; manage.py migrate audit 0003 && manage.py migrate",
    )
    sealed = is_sealed()
    yield Finding(
        "log seals", OK if sealed else WARNING, "up to date" if sealed else "late", "start worker and scheduler"
    )
    clean = is_clean()
    yield Finding("log verified", OK if clean else FAULT, "in order" if clean else "altered", "manage.py audit_verify")


def exposure() -> Iterator[Finding]:
    """Debug pages, host names."""
    debug = WARNING if settings.DEMO else FAULT
    yield Finding("DEBUG", debug if settings.DEBUG else OK, "on" if settings.DEBUG else "off", "unset DEBUG")
    hosts = settings.ALLOWED_HOSTS
    open_to_all = "*" in hosts
    yield Finding(
        "ALLOWED_HOSTS", FAULT if open_to_all or not hosts else OK, ", ".join(hosts) or "empty", "name the site's hosts"
    )


def demo_accounts() -> Iterator[Finding]:
    """Accounts with the well-known demo password outside demo mode."""
    if settings.DEMO:
        yield Finding("demo mode", WARNING, "on: invented people, known passwords", "unset DEMO before real use")
        return
    users = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(username__regex=DEMO_LOGIN, is_active=True)
    known = [user.get_username() for user in users[:50] if user.check_password(settings.DEMO_PASSWORD)]
    detail = f"{len(known)} with the demo password: {', '.join(known[:3])}" if known else "none"
    yield Finding("demo accounts", FAULT if known else OK, detail, "deactivate them, or start from an empty database")


def database() -> Iterator[Finding]:
    """Reachable, and its tables up to date."""
    connection.ensure_connection()
    yield Finding("database", OK, f"{connection.vendor}, {connection.settings_dict['HOST'] or 'embedded'}")
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    detail = f"{waiting} not applied" if waiting else "all applied"
    yield Finding("migrations", FAULT if waiting else OK, detail, "manage.py migrate")


def search_index() -> Iterator[Finding]:
    """Pages in the tree and pages in the index."""
    pages = apps.get_model("wagtailcore.Page").objects.filter(depth__gt=1).count()
    kinds = [model for model in apps.get_models() if issubclass(model, apps.get_model("wagtailcore.Page"))]
    indexed = (
        apps.get_model("wagtailsearch.IndexEntry")
        .objects.filter(content_type__in=_content_types(kinds))
        .values("object_id")
        .distinct()
        .count()
    )
    level = OK if indexed >= pages else WARNING
    yield Finding("search index", level, f"{indexed} of {pages} pages", "manage.py rebuild_modelsearch_index")


def _content_types(models: list[type]) -> list[int]:
    found = apps.get_model("contenttypes.ContentType").objects.get_for_models(*models)
    return [kind.pk for kind in found.values()]


def media() -> Iterator[Finding]:
    """Uploads can be written and removed again."""
    name = default_storage.save("doctor/probe.txt", ContentFile(b"probe"))
    default_storage.delete(name)
    yield Finding("media", OK, "writable")


def static_files() -> Iterator[Finding]:
    """The manifest of hashed static files, where the site uses one."""
    if "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]:
        yield Finding("static files", OK, "served from their source folders")
        return
    there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Finding(
        "static files",
        OK if there else FAULT,
        "collected" if there else "no manifest",
        "manage.py collectstatic --no-input",
    )


def disk() -> Iterator[Finding]:
    """Space left where the site writes."""
    free = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR).free
    level = FAULT if free < HARDLY_ANY_SPACE else WARNING if free < LITTLE_SPACE else OK
    yield Finding("disk", level, f"{free / 1e9:.1f} GB free", f"make room in {settings.VAR_DIR}")


def cache_answers() -> Iterator[Finding]:
    """The cache keeps what it is given; a fail-over to memory counts as away."""
    cache.set("doctor:probe", "kept", timeout=30)
    kept = cache.get("doctor:probe") == "kept"
    if settings.REDIS_URL:
        import redis

        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as server:
            server.ping()
    kind = "Redis" if settings.REDIS_URL else "embedded"
    yield Finding("cache", OK if kept else FAULT, kind if kept else "does not keep what it is given", "check REDIS_URL")


def worker() -> Iterator[Finding]:
    """Broker and worker: ask every worker for a sign of life."""
    from portal.celery import app

    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
        yield Finding("broker", OK, "Redis" if settings.REDIS_URL else "a folder in VAR_DIR")
    alive = app.control.ping(timeout=2.0)
    names = ", ".join(name for answer in alive for name in answer)
    yield Finding("worker", OK if alive else WARNING, names or "none answers", "celery -A portal worker")


def scheduler() -> Iterator[Finding]:
    """When the scheduler last sent anything."""
    tasks = apps.get_model("django_celery_beat.PeriodicTask").objects.filter(enabled=True, last_run_at__isnull=False)
    last = tasks.order_by("-last_run_at").values_list("last_run_at", flat=True).first()
    if last is None:
        yield Finding("scheduler", WARNING, "has never run", "celery -A portal beat")
        return
    silent = timezone.now() - last
    detail = f"last sent a task {timezone.localtime(last):%Y-%m-%d %H:%M:%S}"
    yield Finding("scheduler", WARNING if silent > SCHEDULER_SILENCE else OK, detail, "celery -A portal beat")


def mail() -> Iterator[Finding]:
    """The mail server takes a connection."""
    if "smtp" not in settings.EMAIL_BACKEND:
        name = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
        yield Finding("mail", OK if settings.DEMO else WARNING, f"not sent ({name})", "set EMAIL_URL")
        return
    with get_connection(timeout=5):
        yield Finding("mail", OK, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


def chinese_font() -> Iterator[Finding]:
    """A font with Chinese characters, for documents that are drawn on the server."""
    lister = shutil.which("fc-list")
    answer = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True).stdout if lister else ""  # noqa: S603
    families = sorted({line.split(",")[0] for line in answer.splitlines()})
    cure = "apt-get install --no-install-recommends fontconfig fonts-wqy-microhei"
    yield Finding("Chinese font", OK if families else WARNING, families[0] if families else "none found", cure)


def clock() -> Iterator[Finding]:
    """Time zone, and this machine's clock against the database server's."""
    zone = str(timezone.get_default_timezone())
    yield Finding("time zone", OK if zone == "Asia/Shanghai" else WARNING, zone, "keep TIME_ZONE = Asia/Shanghai")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            drift = abs((datetime.now(UTC) - cursor.fetchone()[0]).total_seconds())
        level = OK if drift < 5 else WARNING
        yield Finding("clock", level, f"{drift:.1f} s from the database's", "switch on time synchronisation")


GROUPS: dict[str, tuple[Look, ...]] = {
    "Program": (python, packages, translations),
    "Settings": (secrets, exposure),
    "Trust": (data_keys, operation_log),
    "Data": (database, search_index, media, static_files, disk, demo_accounts),
    "Work": (cache_answers, worker, scheduler, mail),
    "Machine": (chinese_font, clock),
}


def examine() -> Iterator[tuple[str, Finding]]:
    """Look at everything; what cannot be looked at is a fault of its own, and the rest is looked at all the same."""
    for group, looks in GROUPS.items():
        for look in looks:
            try:
                for finding in look():
                    yield group, finding
            except Exception as error:  # noqa: BLE001  whatever breaks here is what the doctor was called for
                name = look.__name__.replace("_", " ")
                yield group, Finding(name, FAULT, f"{type(error).__name__}: {error}".splitlines()[0], _cure(error))


def _cure(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return "check DATABASE_URL, then manage.py migrate"
    return "check the address in the environment and that the server runs; see .env.example"
