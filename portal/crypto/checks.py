"""System checks of the keys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from portal.crypto.keyring import KeyRing


@register(Tags.security)
def check_field_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """FIELD_KEYS must be usable before the first personal value is written."""
    if not settings.FIELD_KEYS:
        return []  # portal.E001 says so
    try:
        KeyRing(settings.FIELD_KEYS)
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="Make a key with: manage.py shell -c \"…generate_key('k2')\"", id="crypto.E002")]
    return []
