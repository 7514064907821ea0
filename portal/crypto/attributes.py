"""What reading and assigning a sealed field or a blind index does on a row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.crypto.sealed import Sealed

if TYPE_CHECKING:
    from portal.crypto.fields import BlindIndexField, SealedField


class FromDatabase(str):
    """A token as it came out of this field's column; no other string is ever taken for a token."""

    __slots__ = ()


class SealedAttribute:
    """Reads give `Sealed`; a plain string assigned stays plain inside its `Sealed` until the row is saved."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=["public_id", self.field.attname])
        held = instance.__dict__[self.field.attname]
        # Looked up late: while a row is being built its public_id may not be there yet.
        home = partial(self.field.place, instance)
        return held.in_row(home) if isinstance(held, Sealed) else Sealed(held, sealed_for=home, home=home)

    def __set__(self, instance: models.Model, value: Any) -> None:
        held = self.field.wrap(value)
        if isinstance(held, Sealed) and not held.is_pending and "public_id" in instance.__dict__:
            # The row's own value, as refresh_from_db assigns it: nothing has changed.
            held = FromDatabase(held.token_of(self.field.place(instance))) or held
        instance.__dict__[self.field.attname] = held


class BlindIndexAttribute:
    """The index of the value as it is now: before saving too, so that unique constraints can be validated."""

    def __init__(self, field: BlindIndexField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        if self.field.source_field.is_pending(instance):
            return self.field.current(instance)
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value
