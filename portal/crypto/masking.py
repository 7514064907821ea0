"""How staff see personal data until they give a reason: 张*明, 138****5678."""

from __future__ import annotations

STAR = "*"


def mask_name(name: str) -> str:
    """The first and last character of a name: 张*明, 张*, 欧**峰."""
    if len(name) <= 1:
        return STAR
    if len(name) == 2:
        return name[0] + STAR
    return name[0] + STAR * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """The first three and last four digits of a mobile number; the last two of anything shorter."""
    digits = phone.removeprefix("+86") if phone.startswith("+86") else phone
    if len(digits) < 8:
        return STAR * max(len(digits) - 2, 1) + digits[-2:]
    return digits[:3] + STAR * (len(digits) - 7) + digits[-4:]


def mask_identity_number(number: str) -> str:
    """The first four and last four characters of an identity number, of shorter numbers the last two."""
    if len(number) < 12:
        return STAR * max(len(number) - 2, 1) + number[-2:]
    return number[:4] + STAR * (len(number) - 8) + number[-4:]


def mask_all(value: str) -> str:
    """Nothing of the value, not even its length."""
    return STAR * 4
