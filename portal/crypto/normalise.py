"""One spelling for each value before it goes into a blind index."""

from __future__ import annotations

import re
import unicodedata


def normalise_phone(phone: str) -> str:
    """E.164 for Chinese numbers: digits only, +86 in front of an eleven-digit mobile number."""
    text = unicodedata.normalize("NFKC", phone).strip()
    digits = re.sub(r"[^0-9]", "", text)
    if text.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if len(digits) == 13 and digits.startswith("86"):
        return f"+{digits}"
    return f"+86{digits}" if digits else ""


def normalise_identity_number(number: str) -> str:
    """NFKC, no spaces, the check letter X in upper case."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()


def normalise_name(name: str) -> str:
    """NFKC without any spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
