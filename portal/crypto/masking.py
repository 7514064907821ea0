"""How staff see personal data until they give a reason: 张*明, 138****5678, 3710**********1234."""

from __future__ import annotations

STAR = "*"
SHORT_PHONE = 8
SHORT_NUMBER = 12


def mask_name(name: str) -> str:
    """The first and last character of a name: 张*明, 张*, 欧**峰."""
    if len(name) <= 1:
        return STAR
    if len(name) == 2:
        return name[0] + STAR
    return name[0] + STAR * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """The first three and last four digits of a mobile number; of shorter numbers the last two at most."""
    digits = phone.removeprefix("+86") if phone.startswith("+86") else phone
    if len(digits) < SHORT_PHONE:
        return _mask_short(digits)
    return digits[:3] + STAR * (len(digits) - 7) + digits[-4:]


def mask_identity_number(number: str) -> str:
    """The first four and last four characters of an identity number, of shorter numbers the last two at most."""
    if len(number) < SHORT_NUMBER:
        return _mask_short(number)
    return number[:4] + STAR * (len(number) - 8) + number[-4:]


def mask_all(value: str) -> str:
    """Nothing of the value, not even its length."""
    return STAR * 4


def _mask_short(value: str) -> str:
    """At least half of it is hidden."""
    shown = min(2, len(value) // 2)
    return STAR * (len(value) - shown) + value[len(value) - shown :]
