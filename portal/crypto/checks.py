"""System checks: usable keys, and no personal data left plain beside sealed fields."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from portal.crypto.fields import SealedField
from portal.crypto.inventory import PLAIN, columns
from portal.crypto.keyring import KeyRing
from portal.crypto.suites import PROFILES

MAKE_A_KEY = 'Make a key with: python -c "from portal.crypto.keyring import generate_key; print(generate_key())"'

# What says who somebody is, wherever a model already holds sealed values of a person.
PERSONAL = frozenset(
    {"name", "real_name", "full_name", "phone", "mobile", "id_number", "identity_number"}
    | {"birth_date", "birthday", "address", "health_note"}
)


@register(Tags.security)
def check_field_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """FIELD_KEYS must be usable before the first personal value is written."""
    if not settings.FIELD_KEYS:
        return []  # portal.E001 says so
    if settings.CRYPTO_PROFILE not in PROFILES:
        hint = f"Set it to one of: {', '.join(PROFILES)}."
        return [Error(f"CRYPTO_PROFILE is {settings.CRYPTO_PROFILE!r}.", hint=hint, id="crypto.E004")]
    try:
        KeyRing(settings.FIELD_KEYS)
    except ImproperlyConfigured as error:
        return [Error(str(error), hint=MAKE_A_KEY, id="crypto.E002")]
    return []


@register(Tags.models)
def check_personal_fields(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A model with sealed fields is about people: its other personal fields must be sealed too."""
    return [
        Error(
            f"`{field.name}` is personal data and stored plain.", hint="Use SealedField.", obj=field, id="crypto.E005"
        )
        for model in apps.get_models()
        if any(isinstance(field, SealedField) for field in model._meta.local_fields)
        for field in model._meta.local_fields
        if field.name in PERSONAL and not isinstance(field, SealedField)
    ]


@register(Tags.models)
def check_inventory(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every column of a record about people is sealed, or says in the inventory why it need not be."""
    listed = list(columns())
    problems: list[CheckMessage] = [
        Error(
            f"{column.label} belongs to a record about people, and is plain.",
            hint="Make it a SealedField, or say in portal/crypto/inventory.py why it may be plain.",
            id="crypto.E006",
        )
        for column in listed
        if column.kept == "?"
    ]
    gone = PLAIN.keys() - {column.label for column in listed}
    return problems + [
        Error(f"The inventory names {label}, which is no plain column.", hint="Remove it.", id="crypto.E007")
        for label in sorted(gone)
    ]
