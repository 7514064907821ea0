"""System checks: usable signing keys, a legal retention."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from portal.audit.keys import public_keys
from portal.audit.pruning import retention

MAKE_A_KEY = (
    'Make a key with: python -c "from portal.audit.keys import generate_signing_key; print(generate_signing_key())"'
)


@register(Tags.security)
def check_audit_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The log can be sealed or at least verified, and is kept as long as the law asks."""
    problems: list[CheckMessage] = []
    try:
        keys = public_keys()
    except ImproperlyConfigured as error:
        problems.append(Error(str(error), hint=MAKE_A_KEY, id="audit.E001"))
    else:
        if not keys and not settings.DEMO:
            hint = f"Set AUDIT_SIGNING_KEY for the workers, AUDIT_PUBLIC_KEYS for the others. {MAKE_A_KEY}"
            problems.append(Error("Nobody can verify the operation log: no key is set.", hint=hint, id="audit.E002"))
    try:
        retention()
    except ImproperlyConfigured as error:
        problems.append(Error(str(error), hint="Set AUDIT_RETENTION_DAYS to 183 or more.", id="audit.E003"))
    return problems
