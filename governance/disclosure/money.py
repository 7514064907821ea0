"""Money: integer fen in the database and in every sum, yuan with two decimals for people."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

FEN_PER_YUAN = 100
MOST_FEN = 10**15  # ten thousand thousand million yuan; beyond it somebody has slipped
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fen>\d{1,2}))?")


@dataclass(frozen=True, order=True)
class Money:
    """An amount in fen; prints as ¥12,500.00, negative amounts with a real minus sign."""

    fen: int

    def __str__(self) -> str:
        return f"{'−' if self.fen < 0 else ''}¥{abs(self.fen) // FEN_PER_YUAN:,}.{abs(self.fen) % FEN_PER_YUAN:02d}"

    def __add__(self, other: Money) -> Self:
        return type(self)(self.fen + other.fen)

    def __sub__(self, other: Money) -> Self:
        return type(self)(self.fen - other.fen)

    def __abs__(self) -> Self:
        return type(self)(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    @property
    def signed(self) -> str:
        """With its sign, for a change against an earlier period."""
        return f"+{self}" if self.fen > 0 else str(self)

    @property
    def yuan(self) -> Decimal:
        """As a decimal number of yuan."""
        return Decimal(self.fen) / FEN_PER_YUAN


def parse_yuan(text: str) -> int:
    """Fen from what people type: `12,500.00`, `12500`, `¥12500.5`, `１２５００元`. Raises ValueError for anything else."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    plain = plain.removesuffix("元").removeprefix("¥").replace(" ", "")
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    fen = int(match["yuan"].replace(",", "")) * FEN_PER_YUAN + int((match["fen"] or "0").ljust(2, "0"))
    return -fen if match["sign"] else fen


class YuanField(forms.CharField):
    """Takes yuan as people write them; the clean value is fen, None when left empty."""

    default_error_messages = {
        "invalid": _("Enter an amount in yuan with at most two decimals, for example 12,500.00."),
        "too_large": _("This amount is too large."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Fen from the database as yuan; what somebody typed stays as it is."""
        return str(Money(value)).removeprefix("¥").replace("−¥", "-") if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Parse."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if abs(fen) > MOST_FEN:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return fen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, so that `12500` does not differ from a stored `12,500.00`."""
        try:
            return self.to_python(initial if not isinstance(initial, int) else self.prepare_value(initial)) != (
                self.to_python(data)
            )
        except ValidationError:
            return True


class FenField(models.BigIntegerField):
    """Fen in the database, edited as yuan."""

    def formfield(self, **kwargs: Any) -> Any:
        """The yuan field, without the number field's limits."""
        kwargs.pop("widget", None)
        return models.Field.formfield(self, form_class=YuanField, **kwargs)
