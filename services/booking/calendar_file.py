"""A booking as a calendar entry (RFC 5545): plain text with CRLF line ends, folded at 75 octets. It names no person."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from services.booking.enums import CANCELLED
from services.booking.models import Booking

LINE_OCTETS = 75
REMIND_BEFORE = "-PT2H"


def calendar_file(booking: Booking, address: str) -> str:
    """The whole file. A moved or cancelled booking keeps its UID and counts SEQUENCE up, so that calendars follow."""
    slot, offering = booking.slot, booking.slot.offering
    is_cancelled = booking.status in CANCELLED
    number = _("Number %(number)s") % {"number": booking.number_words}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Linli//Booking//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{booking.public_id}@linli",
        f"SEQUENCE:{booking.moves + is_cancelled}",
        f"DTSTAMP:{_utc(booking.status_at)}",
        f"DTSTART:{_utc(slot.starts)}",
        f"DTEND:{_utc(slot.ends)}",
        f"SUMMARY:{_text(offering.name)}",
        f"LOCATION:{_text(offering.place)}",
        f"DESCRIPTION:{_text(' '.join(filter(None, [number, offering.provider, offering.provider_phone])))}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        *([] if is_cancelled else _reminder(offering.name)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _reminder(name: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(name)}", f"TRIGGER:{REMIND_BEFORE}", "END:VALARM"]


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Escape what has a meaning in the format; line ends of any kind become its own `\\n`, so no line can be smuggled in."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """Break after 75 octets without cutting a character in two."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)
