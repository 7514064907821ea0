"""Chinese citizen identity numbers (GB 11643-1999): shape, date of birth, check character."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.crypto.normalise import normalise_identity_number

# re.A: \d must not match Arabic-Indic or full-width digits.
SHAPE = re.compile(r"[1-9]\d{16}[\dX]", re.A)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"  # by the weighted sum modulo 11 (ISO 7064 MOD 11-2)
EARLIEST_BIRTH = dt.date(1900, 1, 1)


def validate_identity_number(value: str) -> None:
    """Raise a ValidationError that says what is wrong with an identity number; spaces and a small x are accepted."""
    number = normalise_identity_number(value)
    if not SHAPE.fullmatch(number):
        raise ValidationError(
            _("An identity number has 18 characters: 17 digits, then a digit or X. Please compare it with the card."),
            code="shape",
        )
    if birth_date_in(number) is None:
        raise ValidationError(
            _("The digits 7 to 14 are not a date of birth. Please compare them with the card."), code="birth_date"
        )
    if number[-1] != check_character(number[:17]):
        raise ValidationError(
            _("One of the characters is wrong: the last one doesn't fit the others. Please compare it with the card."),
            code="checksum",
        )


def check_character(digits: str) -> str:
    """The 18th character that belongs to 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def birth_date_in(number: str) -> dt.date | None:
    """The date of birth in an identity number, None where its digits are no date between 1900 and today."""
    digits = normalise_identity_number(number)[6:14]
    born = clock.parse_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if len(digits) == 8 else None
    return born if born is not None and EARLIEST_BIRTH <= born <= clock.today() else None
