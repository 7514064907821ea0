"""Settings shared by every environment. All reads of the environment stand here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
import structlog
from django.utils.translation import gettext_lazy as _

from portal import logs

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.FileAwareEnv()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
DEMO = env.bool("DEMO", default=False)
DEMO_PASSWORD = env("DEMO_PASSWORD", default="linli-demo-2026")
SECRET_KEY = env("SECRET_KEY", default="")
FIELD_KEYS = env("FIELD_KEYS", default="")
# international (AES-256-GCM, SHA-256) or guomi (SM4-GCM, SM3): the suite of new data keys.
CRYPTO_PROFILE = env("CRYPTO_PROFILE", default="international")
# How long a process goes on with the keys it knows before it looks for new ones.
KEY_RING_SECONDS = env.int("KEY_RING_SECONDS", default=30)
AUDIT_SIGNING_KEY = env("AUDIT_SIGNING_KEY", default="")
AUDIT_PUBLIC_KEYS = env("AUDIT_PUBLIC_KEYS", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Applications ---------------------------------------------------------------------------------------------------

ROOMS = [
    "portal.crypto",
    "portal.audit",
    "portal.communities",
    "portal.accounts",
    "notices",
    "notices.delivery",
    "governance.disclosure",
    "governance.deliberation",
    "governance.elections",
    "services.booking",
    "services.directory",
    "services.indicators",
    "home",
    "portal",
]

INSTALLED_APPS = [
    *ROOMS,
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "laces",
    "django_filters",
    "django_htmx",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "portal.early_cache.EarlyCacheMiddleware",
    "portal.request_ids.RequestIdMiddleware",
    "portal.logs.AccessLogMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.edge.EdgeMiddleware",
    "portal.preferences.PreferencesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.IdleMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "portal.communities.middleware.PageScopeMiddleware",
    "portal.sites.SiteMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
                "notices.delivery.context_processors.unread",
            ],
        },
    },
]
FORM_RENDERER = "portal.forms.PortalRenderer"

# --- Database: SQLite embedded, PostgreSQL by DATABASE_URL -----------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'linli.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction takes the write lock at its start and waits its turn, instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    # Statements that come again are planned once per connection: a third less time on an uncached page.
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 5}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Cache and broker: Redis where REDIS_URL is given ---------------------------------------------------------------

REDIS_URL = env("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "portal.cache.FailoverRedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")}
    ),
}
# Finished public pages and their generation (portal/early_cache.py).
CACHES["pages"] = CACHES["default"] | ({"BACKEND": "portal.cache.PagesRedisCache"} if REDIS_URL else {})

CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request rings the bell once and goes on: what has to happen already stands in the outbox.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Celery's Django fixup closes the connection around every task otherwise: measured 3.9 times slower on small tasks.
CELERY_DB_REUSE_MAX = 1000
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 900,
        "socket_connect_timeout": 1,
        "socket_timeout": 10,
        # kombu tries a closed port three times over six seconds otherwise, within the request.
        "max_retries": 0,
    }
else:
    # The broker of the embedded default is a folder: a real worker and scheduler without any server.
    CELERY_BROKER_URL = "filesystem://localhost"  # a name, else kombu warns at every start
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker" / "messages"),
        "data_folder_out": str(VAR_DIR / "broker" / "messages"),
        "processed_folder": str(VAR_DIR / "broker" / "processed"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "store_processed": False,
    }
    for _key in ("data_folder_in", "control_folder"):
        Path(CELERY_BROKER_TRANSPORT_OPTIONS[_key]).mkdir(parents=True, exist_ok=True)

# --- Accounts ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# Only allauth's: it subclasses ModelBackend, and listing both doubles the hashing of a bad sign-in.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
# `phone` stays optional here although our sign-up form asks for phone or e-mail: a required phone would lock out
# every account that has none, staff among them.
# `email*` is what allauth demands for verification by code; our form makes it optional beside the phone.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*"]
# Staff sign in with a user name that nobody can choose at sign-up: allauth warns, we mean it.
SILENCED_SYSTEM_CHECKS = ["account.W001"]
ACCOUNT_FORMS = {"login": "portal.accounts.forms.LoginForm", "signup": "portal.accounts.forms.SignupForm"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SMS_GATEWAY = env("SMS_GATEWAY", default="portal.accounts.gateways.RecordingSmsGateway")

# Limits are kept in the cache, with Redis away in each process's memory.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,30/h/ip,5/15m/key",
    "request_login_code": "20/h/ip,1/30s/key,5/d/key",
    "verify_phone": "1/30s/key,5/d/key,20/h/ip",
    "signup": "20/h/ip",
}
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 64

# Staff need a second factor for the admin (portal/accounts/middleware/); residents may have one.
MFA_ADAPTER = "portal.accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # most staff have no e-mail address here
# None but the running code: allauth remembers a used code for one period only, so a neighbour's could be used twice.
MFA_TOTP_TOLERANCE = 0
# Browsers take http for secure on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

# WeChat, where the county has an app there.
WECHAT_APP_ID = env("WECHAT_APP_ID", default="")
if WECHAT_APP_ID:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.weixin"]
    SOCIALACCOUNT_AUTO_SIGNUP = False
    SOCIALACCOUNT_STORE_TOKENS = False
    SOCIALACCOUNT_PROVIDERS = {
        "weixin": {"APP": {"client_id": WECHAT_APP_ID, "secret": env("WECHAT_APP_SECRET", default="")}}
    }

# How many people's data one member of staff may open.
REVEALS_IN_FIVE_MINUTES = env.int("REVEALS_IN_FIVE_MINUTES", default=20)
REVEALS_IN_A_DAY = env.int("REVEALS_IN_A_DAY", default=150)

# Signed out after so long without activity; scripts warn before (WCAG 2.2.1). Nobody stays longer than half a day.
STAFF_IDLE_SECONDS = env.int("STAFF_IDLE_SECONDS", default=15 * 60)
RESIDENT_IDLE_SECONDS = env.int("RESIDENT_IDLE_SECONDS", default=30 * 60)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
# One policy for site and admin, without `unsafe-inline`: see docs/adr/0013-one-strict-content-policy.md.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "frame-src": ["'self'"],
        "manifest-src": ["'self'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "usb",
    )
} | {"publickey-credentials-get": ["self"], "publickey-credentials-create": ["self"], "fullscreen": ["self"]}  # fmt: skip

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "wagtail_locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files ---------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = env("MEDIA_URL", default="/media/")
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Files with personal data, sealed: not below MEDIA_ROOT, where a web server might look.
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "sealed"), "file_permissions_mode": 0o600},
    },
    "checkpoints": {
        "BACKEND": env("AUDIT_CHECKPOINT_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json(
            "AUDIT_CHECKPOINT_OPTIONS",
            default={"location": str(VAR_DIR / "checkpoints"), "file_permissions_mode": 0o444},
        ),
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # long StreamFields in the admin

# --- Mail ----------------------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="linli@localhost")

# --- Wagtail ------------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "邻里"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Nothing in the admin may call out: no avatars, no update check, no news banner.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Pages of other sites are not embedded: nothing is asked of them, and they see nobody.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.uploads.SafeImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.uploads.SafeDocumentForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "csv", "txt", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "portal.search.backend"},
}

# --- The site ------------------------------------------------------------------------------------------------------------

# Who runs the site: the statutory line at the foot of every page (State Council office notice 2017 no. 47).
SITE_IDENTITY = {
    "organiser": env("SITE_ORGANISER", default=""),
    "site_code": env("SITE_CODE", default=""),
    "icp": env("SITE_ICP", default=""),
    "police_record": env("SITE_POLICE_RECORD", default=""),
    "phone": env("SITE_PHONE", default=""),
}
# From where `/metrics` may be read.
METRICS_NETWORKS = env.list("METRICS_NETWORKS", default=["127.0.0.0/8", "::1/128"])
EARLY_CACHE_SECONDS = env.int("EARLY_CACHE_SECONDS", default=300)
SHARED_FACTS_SECONDS = env.int("SHARED_FACTS_SECONDS", default=60)
# Delivery: how many residents one statement reaches, and how long a silent worker keeps its hand on a piece of work.
DELIVERY_CHUNK = env.int("DELIVERY_CHUNK", default=2000)
DELIVERY_LEASE_SECONDS = env.int("DELIVERY_LEASE_SECONDS", default=60)

# The operation log: how long it is kept, and where its head goes besides (see docs/operators.md).
AUDIT_RETENTION_DAYS = env.int("AUDIT_RETENTION_DAYS", default=1096)
AUDIT_CHECKPOINT_MAIL = env.list("AUDIT_CHECKPOINT_MAIL", default=[])

# The technical log: JSON lines in production, plain ones on a developer's terminal (portal/logs.py).
LOG_FORMAT = env("LOG_FORMAT", default="json")
_SHARED_PROCESSORS = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    logs.add_request_id,
    logs.hide_personal,
]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _SHARED_PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False)
                if LOG_FORMAT == "json"
                else structlog.dev.ConsoleRenderer(colors=False),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Wagtail reports every page and its background tasks every index row at INFO.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "django.server": {"handlers": [], "propagate": True},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
