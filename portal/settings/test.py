"""Tests: throw-away keys, quick hashing, the same code paths as everywhere else."""

from __future__ import annotations

import base64
import secrets

from portal.settings.base import *  # noqa: F403
from portal.settings.base import AUDIT_SIGNING_KEY, DATABASES, FIELD_KEYS, REDIS_URL, SECRET_KEY, STORAGES, VAR_DIR, env

DEMO = env.bool("DEMO", default=True)
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(48)
FIELD_KEYS = FIELD_KEYS or "t1:" + base64.b64encode(secrets.token_bytes(32)).decode("ascii")
AUDIT_SIGNING_KEY = AUDIT_SIGNING_KEY or "t1:" + base64.b64encode(secrets.token_bytes(32)).decode("ascii")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that `--reuse-db` and a worker process beside the tests see the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if not REDIS_URL:
    CACHES = dict.fromkeys(("default", "pages"), {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"})
# What a test changes is never committed, so nothing would renew what processes share; the tests of it switch it on.
SHARED_FACTS_SECONDS = 0
KEY_RING_SECONDS = 0  # one process and no rotation beside it: statements can be counted
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"null": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["null"], "level": "WARNING"},
}
