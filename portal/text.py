"""Plain text from the outside: what is left when everything invisible is gone."""

from __future__ import annotations

import re

# Kept on purpose: rare ideographs of every plane and the private use area (names are written with them), and variation
# selectors, which choose between their shapes. Nothing is normalised: it would turn one family name into another.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls except tab, line feed, carriage return
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiners and fillers that show nothing
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, directional marks, embeddings, overrides, isolates
    "\u3164\ufeff\uffa0\ufff9-\uffff"  # fillers, byte order mark, annotations, non-characters
    "\ud800-\udfff"  # half a character
    "\U000e0000-\U000e007f"  # tags
    "]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*){2,}")


def clean_text(value: str) -> str:
    """`value` without control, bidirectional, zero-width and half characters, with plain line ends, trimmed.

    Text that reads differently from what it says (Unicode TR 36: overrides, hidden characters) can neither deceive
    readers nor slip past a search. PostgreSQL refuses NUL, so it has to go before anything is stored.
    """
    visible = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value))
    return _EMPTY_LINES.sub("\n\n", visible).strip()
