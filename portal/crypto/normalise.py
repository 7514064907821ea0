"""One spelling for each value before it goes into a blind index."""

from __future__ import annotations

import re
import unicodedata

NATIONAL_LENGTH = 11
CHINA = "86"
# The dot in names such as 阿依古丽·买买提 is typed in many ways.
NAME_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb.]")


def normalise_phone(phone: str) -> str:
    """E.164: `+86` and the national number without its leading 0, of foreign numbers what was written after + or 00."""
    text = unicodedata.normalize("NFKC", phone).strip()
    digits = re.sub(r"[^0-9]", "", text)
    if digits.startswith("00"):
        digits = digits[2:]
    elif not text.startswith("+") and not (digits.startswith(CHINA) and len(digits) == len(CHINA) + NATIONAL_LENGTH):
        digits = CHINA + digits if digits else ""
    if digits.startswith(CHINA + "0"):
        digits = CHINA + digits[len(CHINA) + 1 :]
    return f"+{digits}" if digits else ""


def normalise_identity_number(number: str) -> str:
    """NFKC, no spaces, the check letter X in upper case."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()


def normalise_name(name: str) -> str:
    """NFKC without any spaces, and one kind of dot."""
    return NAME_DOTS.sub("\u00b7", re.sub(r"\s", "", unicodedata.normalize("NFKC", name)))
