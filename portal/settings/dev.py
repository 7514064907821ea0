"""Development and demo: everything embedded, own random keys, demo content and logins switched on."""

from __future__ import annotations

from portal.settings.base import *  # noqa: F403
from portal.settings.base import AUDIT_SIGNING_KEY, FIELD_KEYS, SECRET_KEY, STORAGES, VAR_DIR, env
from portal.settings.local_secrets import local_secret

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
MFA_TOTP_TOLERANCE = 10 if DEMO else 0  # many share a demo login, and a code is taken once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SECRET_KEY = SECRET_KEY or local_secret(VAR_DIR / "secrets", "secret_key")
FIELD_KEYS = FIELD_KEYS or local_secret(VAR_DIR / "secrets", "field_keys", prefix="k1:")
AUDIT_SIGNING_KEY = AUDIT_SIGNING_KEY or local_secret(VAR_DIR / "secrets", "audit_signing_key", prefix="a1:")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]

# Mail becomes files that the machine's owner can read, unless a server is named.
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "outbox" / "mail"

# Static files straight from the source folders: no collectstatic between an edit and a look.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SITE_IDENTITY = {
    "organiser": "乳山市智慧社区建设工作专班（演示）",
    "site_code": "0000000000",
    "icp": "演示ICP备00000000号",
    "police_record": "演示公网安备 00000000000000号",
    "phone": "0631-0000000",
}
