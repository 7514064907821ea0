"""House rules that a machine can check when the site starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


def check_production_secrets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start outside demo mode with a missing secret."""
    if settings.DEMO:
        return []
    missing = [name for name in ("SECRET_KEY", "FIELD_KEYS") if not getattr(settings, name)]
    problems: list[CheckMessage] = [
        Error(
            f"{name} is not set.",
            hint=f"Set {name} in the environment or in a file named by {name}_FILE; see .env.example.",
            id="portal.E001",
        )
        for name in missing
    ]
    if not settings.ALLOWED_HOSTS:
        problems.append(
            Error("ALLOWED_HOSTS is empty.", hint="Set it to the site's host names, comma-separated.", id="portal.E002")
        )
    return problems


def register_all() -> None:
    """Register the checks of this module; called once from `PortalConfig.ready`."""
    register(check_production_secrets, Tags.security)
