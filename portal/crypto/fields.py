"""Model fields for personal data: `SealedField` and the `BlindIndexField` that finds a sealed value again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models

from portal.crypto.keyring import key_ring
from portal.crypto.sealed import Sealed
from portal.crypto.tokens import seal, unseal

INDEX_VERSION = "b1"
INDEX_BYTES = 24


class SealedAttribute:
    """Reads give `Sealed`; a plain string assigned stays plain inside its `Sealed` until the row is saved."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.wrap(instance, value)


class FromDatabase(str):
    """A token as it came out of this field's column; no other string is ever taken for a token."""

    __slots__ = ()


class SealedField(models.Field):  # type: ignore[type-arg]
    """Text sealed with AES-256-GCM and bound to `app.model.field` and the row's `public_id`.

    A token moved to another row or column doesn't open. Plain text is always sealed, even if it looks like a token,
    so no form can be used to have foreign tokens opened. An empty string is stored as an empty string: whether there is
    a value is not secret. Filtering, ordering and `update()` by value raise: look values up through a BlindIndexField.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, max_plain: int = 200, **kwargs: Any) -> None:
        self.max_plain = max_plain
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(max_plain))

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations: the class, and how long the plain text may be."""
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") == "":
            del kwargs["default"]
        return name, path, args, kwargs | {"max_plain": self.max_plain}

    def get_internal_type(self) -> str:
        """Tokens are text."""
        return "TextField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Install the attribute that wraps values."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, self.descriptor_class(self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The row must have an identity before it is saved."""
        problems = super().check(**kwargs)
        if not any(field.name == "public_id" for field in self.model._meta.local_concrete_fields):
            problems.append(
                checks.Error("A model with sealed fields needs a `public_id` UUID field.", obj=self, id="crypto.E001")
            )
        return problems

    def place(self, instance: models.Model) -> str:
        """What a token of this row and field is bound to."""
        return f"{self.model._meta.label_lower}.{self.name}|{instance.public_id}"  # type: ignore[attr-defined]

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> FromDatabase | None:
        """Mark what came out of the column."""
        return None if value is None else FromDatabase(value)

    def wrap(self, instance: models.Model, value: Any) -> Any:
        """Give any assigned value the shape in which it can't print."""
        if value is None or isinstance(value, Sealed | models.expressions.Expression):
            return value
        if isinstance(value, FromDatabase):
            return Sealed(value, lambda token: unseal(token, self.place(instance)))
        return Sealed(str(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The token to store: the old one where the value is untouched, a fresh one where it was assigned."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, Sealed) and isinstance(value._value, FromDatabase):
            value.reveal()  # a token that isn't this row's must not be written
            return value._value
        plain = value.reveal() if isinstance(value, Sealed) else value
        if plain is None or plain == "":
            return plain
        token = FromDatabase(seal(plain, self.place(model_instance)))
        setattr(model_instance, self.attname, token)
        return token

    def get_prep_value(self, value: Any) -> Any:
        """Only tokens and emptiness reach the database."""
        if value is None or value == "" or isinstance(value, FromDatabase):
            return None if value is None else str(value)
        raise FieldError(f"{self.name} is sealed: it can be neither filtered by nor updated; assign it and save the row.")

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every lookup but whether there is a value."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: no {lookup_name} lookup; use its blind index.")

    def to_python(self, value: Any) -> Any:
        """Validation sees plain text."""
        return value.reveal() if isinstance(value, Sealed) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Validate the plain text, keep an untouched value sealed."""
        cleaned = super().clean(self.to_python(value), model_instance)
        return value if isinstance(value, Sealed) else cleaned

    def value_from_object(self, obj: models.Model) -> str:
        """Forms never start with a sealed value: staff type a new one or leave it."""
        return ""

    def value_to_string(self, obj: models.Model) -> str:
        """Serialisers get the token, which opens nowhere but in its own row."""
        value = getattr(obj, self.attname)
        return str(value._value) if isinstance(value, Sealed) and isinstance(value._value, FromDatabase) else ""

    def formfield(self, **kwargs: Any) -> Any:
        """A plain text input."""
        return super().formfield(**{"form_class": forms.CharField, "max_length": self.max_plain, **kwargs})


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """A keyed hash of another field's normalised value, for exact look-ups and unique constraints.

    Stored as `b1:<key id>:<hex>`, NULL where there is no value. The key differs from the sealing key and by column, so
    equal values in two columns can't be matched. It does show which rows of one column hold the same value.
    """

    def __init__(self, *args: Any, source: str, normalise: Callable[[str], str], **kwargs: Any) -> None:
        self.source = source
        self.normalise = normalise
        kwargs |= {"max_length": 80, "null": True, "blank": True, "editable": False}
        kwargs.setdefault("db_index", not kwargs.get("unique", False))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"source": self.source, "normalise": self.normalise}

    def digest(self, plain: str, key_id: str) -> str | None:
        """The index of a plain value under one key."""
        text = self.normalise(plain)
        if not text:
            return None
        key = key_ring().index_key(key_id, f"{self.model._meta.label_lower}.{self.name}")
        mac = hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()[: INDEX_BYTES * 2]
        return f"{INDEX_VERSION}:{key_id}:{mac}"

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        """Follow the source field."""
        value = getattr(model_instance, self.source)
        plain = value.reveal() if isinstance(value, Sealed) else (value or "")
        digest = self.digest(plain, key_ring().active) if plain else None
        setattr(model_instance, self.attname, digest)
        return digest


def blind_index(model: type[models.Model], field: str, plain: str) -> list[str]:
    """Index values of `plain` under every live key, for `filter(phone_index__in=blind_index(User, "phone_index", "…"))`."""
    index = model._meta.get_field(field)
    assert isinstance(index, BlindIndexField)  # noqa: S101  a programming error, not input
    return list(filter(None, map(partial(index.digest, plain), key_ring().ids)))
