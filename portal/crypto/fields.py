"""Model fields for personal data: `SealedField` and the `BlindIndexField` that finds a sealed value again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import signals

from portal.crypto.attributes import BlindIndexAttribute, FromDatabase, SealedAttribute
from portal.crypto.sealed import Sealed

if TYPE_CHECKING:
    from portal.crypto.keyring import KeyRing

INDEX_VERSION = "b1"
INDEX_BYTES = 24


class SealedField(models.Field):  # type: ignore[type-arg]
    """Text sealed with AES-256-GCM and bound to `app.model.field` and the row's `public_id`.

    A token moved to another row or column doesn't open. Plain text is always sealed, even if it looks like a token,
    so no form can be used to have foreign tokens opened. Emptiness is one thing: None and "" are both stored as "",
    unsealed, since whether there is a value is not secret. Filtering and `update()` by value raise: look values up
    through a BlindIndexField. See docs/adr/0003-field-encryption.md.
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
        """Install this field's own attribute, also over that of an abstract parent's field."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, self.descriptor_class(self))
        if not cls._meta.abstract:
            signals.pre_save.connect(self._refuse_fixtures, sender=cls)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """A sealed value needs a row to be bound to, and can be neither unique nor NULL."""
        problems = super().check(**kwargs)
        if not any(
            field.name == "public_id" and isinstance(field, models.UUIDField) for field in self.model._meta.fields
        ):
            problems.append(
                checks.Error("A model with sealed fields needs a `public_id` UUIDField.", obj=self, id="crypto.E001")
            )
        if self.unique or self.db_index or self.null:  # type: ignore[attr-defined]
            problems.append(
                checks.Error(
                    "A sealed field can be neither unique, indexed nor NULL.",
                    hint="Put unique and db_index on a BlindIndexField; an empty value is the empty string.",
                    obj=self,
                    id="crypto.E003",
                )
            )
        return problems

    @property
    def blind_indexes(self) -> list[BlindIndexField]:
        """The indexes that follow this field."""
        fields = self.model._meta.local_concrete_fields
        return [field for field in fields if isinstance(field, BlindIndexField) and field.source == self.name]

    def place(self, instance: models.Model) -> str:
        """What a token of this row and field is bound to."""
        # One spelling of the identity, however it was assigned.
        row = uuid.UUID(str(instance.public_id))  # type: ignore[attr-defined]
        return f"{self.model._meta.label_lower}.{self.name}|{row}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> FromDatabase | None:
        """Mark what came out of the column."""
        return None if value is None else FromDatabase(value)

    def wrap(self, value: Any) -> Sealed | FromDatabase:
        """Give any assigned value the shape in which it can't print; raises TypeError for what is no text."""
        match value:
            case Sealed() | FromDatabase():
                return value
            case None:
                return Sealed("")
            case str():
                return Sealed(str(value))
            case dt.date():
                return Sealed(value.isoformat())
        raise TypeError(f"{self.name} is a sealed text: {type(value).__name__} can't be assigned to it")

    def is_pending(self, instance: models.Model) -> bool:
        """Whether a new value was assigned to this row and is not saved yet; never reads the database."""
        held = instance.__dict__.get(self.attname)
        return isinstance(held, Sealed)

    def pre_save(self, model_instance: models.Model, add: bool) -> FromDatabase:
        """The token to store: the old one where the value is untouched, a fresh one where it was assigned."""
        token = FromDatabase(getattr(model_instance, self.attname).token())
        setattr(model_instance, self.attname, token)
        return token

    def get_prep_value(self, value: Any) -> str | None:
        """Only tokens and emptiness reach the database.

        A `Sealed` comes here by `bulk_update`, which doesn't call `pre_save`.
        """
        if value is None or value == "" or isinstance(value, FromDatabase):
            return None if value is None else str(value)
        if isinstance(value, Sealed):
            if value.is_pending and self.blind_indexes:
                raise FieldError(f"{self.name} has a blind index, which bulk_update leaves behind: save each row.")
            return value.token()
        raise FieldError(f"{self.name} is sealed: neither filtered by nor updated; assign it and save the row.")

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every lookup but whether there is a value."""
        if lookup_name == "isnull":
            return IsEmpty
        raise FieldError(f"{self.name} is sealed: no {lookup_name} lookup; use its blind index.")

    def to_python(self, value: Any) -> Any:
        """Validation sees plain text."""
        return value.reveal() if isinstance(value, Sealed) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Validate the plain text, keep an untouched value sealed."""
        cleaned = super().clean(self.to_python(value), model_instance)
        return value if isinstance(value, Sealed) else cleaned

    def value_from_object(self, obj: models.Model) -> Any:
        """Forms and search indexes never get a sealed value: staff type a new one or leave it."""
        return ""

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """A form's field starts empty, so left empty it keeps what is there. Erasing is an action of its own."""
        if data not in self.empty_values or not getattr(instance, self.attname):
            super().save_form_data(instance, data)

    def value_to_string(self, obj: models.Model) -> str:
        """`dumpdata` gets the token. Fixtures with sealed fields are not loaded: see `_refuse_fixtures`."""
        held = obj.__dict__.get(self.attname)
        return str(held) if isinstance(held, FromDatabase) else ""

    def formfield(self, **kwargs: Any) -> Any:
        """A plain text input."""
        return super().formfield(**{"form_class": forms.CharField, "max_length": self.max_plain, **kwargs})

    def _refuse_fixtures(self, raw: bool = False, **kwargs: Any) -> None:
        """`loaddata` can't tell a token from a text that looks like one, and must not open such a text."""
        if raw:
            raise FieldError(f"{self.name} is sealed and not loaded from fixtures: restore a dump of the database.")


class IsEmpty(models.lookups.IsNull):
    """`phone__isnull=True`: there is no value, or (over an outer join) no row."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Compare with the empty string too, which is how emptiness is stored."""
        sql, params = self.process_lhs(compiler, connection)
        return f"COALESCE({sql}, '') {'=' if self.rhs else '<>'} ''", params


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """A keyed hash of another field's normalised value, for exact look-ups and unique constraints.

    Stored as `b1:<key id>:<hex>`, NULL where there is no value. The key differs from the sealing key and by column, so
    equal values in two columns can't be matched. It does show which rows of one column hold the same value.
    """

    descriptor_class = BlindIndexAttribute

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

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Install this field's own attribute, and watch saves that name only some fields."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, self.descriptor_class(self))
        if not cls._meta.abstract:
            signals.pre_save.connect(self._refuse_half_a_save, sender=cls)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The source must be a sealed field of the same model."""
        problems = super().check(**kwargs)
        try:
            known = isinstance(self.source_field, SealedField)
        except FieldDoesNotExist:
            known = False
        if not known:
            problems.append(
                checks.Error(f"`{self.source}` is not a sealed field of this model.", obj=self, id="crypto.E004")
            )
        return problems

    @property
    def source_field(self) -> SealedField:
        """The field that this one follows."""
        return self.model._meta.get_field(self.source)  # type: ignore[return-value]

    def digest(self, plain: str, key_id: str) -> str | None:
        """The index of a plain value under one key."""
        text = self.normalise(plain)
        if not text:
            return None
        raw = _ring().index_key(key_id, f"{self.model._meta.label_lower}.{self.name}")
        mac = raw.suite.mac(raw.key, text.encode("utf-8")).hex()[: INDEX_BYTES * 2]
        return f"{INDEX_VERSION}:{key_id}:{mac}"

    def current(self, instance: models.Model) -> str | None:
        """The index of the row's value under the active key."""
        return self.digest(getattr(instance, self.source).reveal(), _ring().active_index)

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        """Follow the source field."""
        digest = self.current(model_instance)
        setattr(model_instance, self.attname, digest)
        return digest

    def _refuse_half_a_save(self, instance: models.Model, update_fields: Any = None, **kwargs: Any) -> None:
        """`save(update_fields=["phone"])` would leave the old number's index behind, or the other way round."""
        named = {self.name, self.source} & set(update_fields or ())
        if len(named) == 1 and self.source_field.is_pending(instance):
            raise FieldError(f"{self.source} and {self.name} change together: name both in update_fields.")


def blind_index(model: type[models.Model], field: str, plain: str) -> list[str]:
    """Index values of `plain` under every live key.

    For `filter(phone_index__in=blind_index(User, "phone_index", "138 0013 8000"))`.
    """
    index = model._meta.get_field(field)
    if not isinstance(index, BlindIndexField):
        raise FieldError(f"{field} is no blind index.")
    return list(filter(None, map(partial(index.digest, plain), _ring().index_ids)))


def _ring() -> KeyRing:
    from portal.crypto.datakeys import key_ring  # its table is a model: not before the applications are loaded

    return key_ring()
