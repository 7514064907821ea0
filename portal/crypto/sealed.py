"""`Sealed`: a personal value that does not print."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from portal.crypto.masking import mask_all
from portal.crypto.tokens import seal, unseal

DOTS = "••••"

Place = Callable[[], str]


class Sealed:
    """Holds one sealed (or not yet sealed) value. Only `reveal()` and `masked()` say anything about it.

    Printing, formatting, logging and templates show dots; comparing, hashing by content, JSON and pickling are refused,
    so that nothing leaks by accident. Truth means: there is a value.

    `text` is a token where `sealed_for` tells its place, and plain text where that is None. `home` is the place of the
    row that the value was read from: what it will be sealed for when that row is written.
    """

    __slots__ = ("_home", "_sealed_for", "_text")

    def __init__(self, text: str, *, sealed_for: Place | None = None, home: Place | None = None) -> None:
        self._text = text
        self._sealed_for = sealed_for
        self._home = home

    def reveal(self) -> str:
        """The plain text, "" when there is none. Raises TamperedValue for a token of another row or field."""
        if not self._text or self._sealed_for is None:
            return self._text
        return unseal(self._text, self._sealed_for())

    def masked(self, mask: Callable[[str], str] = mask_all) -> str:
        """The value as staff may see it, by one of the functions of `masking`; "" when there is none."""
        return mask(self.reveal()) if self._text else ""

    @property
    def is_pending(self) -> bool:
        """Whether this was assigned and has not been sealed yet."""
        return self._sealed_for is None

    def in_row(self, home: Place) -> Sealed:
        """The same value, as read from the row at `home`."""
        return Sealed(self._text, sealed_for=self._sealed_for, home=home)

    def token(self) -> str:
        """What the row's column stores; raises TamperedValue rather than pass on a token that doesn't open.

        A value taken over from another row is opened there and sealed anew: tokens themselves never move.
        """
        if self._home is None:
            raise TypeError("a sealed value is stored by saving the row that it was assigned to")
        if not self._text:
            return ""
        plain, home = self.reveal(), self._home()
        return self.token_of(home) or seal(plain, home)

    def token_of(self, home: str) -> str:
        """The token, if it was sealed for `home`, else ""."""
        return self._text if self._sealed_for is not None and self._sealed_for() == home else ""

    # QuerySet.update() refuses whatever has this attribute: one row's value must not be written into many.
    prepare_database_save = None

    def __bool__(self) -> bool:
        return bool(self._text)

    def __str__(self) -> str:
        return DOTS if self._text else ""

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return "<Sealed>"

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a sealed value is not pickled: pass primary keys")

    def __copy__(self) -> Sealed:
        return self

    def __deepcopy__(self, memo: object) -> Sealed:
        return self
