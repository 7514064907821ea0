"""`Sealed`: a personal value that does not print."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from portal.crypto.masking import mask_all

DOTS = "••••"


class Sealed:
    """Holds one sealed (or not yet sealed) value. Only `reveal()` and `masked()` say anything about it.

    Printing, formatting, logging and templates show dots; comparing, hashing by content and pickling are refused, so
    that nothing leaks by accident. Truth means: there is a value.
    """

    __slots__ = ("_open", "_value")

    def __init__(self, value: str | None, unseal: Callable[[str], str] | None = None) -> None:
        self._value = value
        self._open = unseal

    def reveal(self) -> str:
        """The plain text, "" when there is none. Raises TamperedValue for a token of another row or field."""
        if not self._value:
            return ""
        return self._open(self._value) if self._open else self._value

    def masked(self, mask: Callable[[str], str] = mask_all) -> str:
        """The value as staff may see it, by one of the functions of `masking`; "" when there is none."""
        return mask(self.reveal()) if self._value else ""

    def __bool__(self) -> bool:
        return bool(self._value)

    def __str__(self) -> str:
        return DOTS if self._value else ""

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return "<Sealed>" if self._value else "<Sealed: empty>"

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a sealed value is not pickled: pass primary keys")

    def __deepcopy__(self, memo: object) -> Sealed:
        return self
