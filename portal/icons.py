"""The icons of the interface: 28 of Lucide's, made into one sprite by `manage.py build_icons`."""

from __future__ import annotations

PACKAGE = "lucide-static"
VERSION = "1.62.0"
# As npm's registry gives it; `build_icons` refuses an archive that does not match.
INTEGRITY = "sha512-WBZA/m2PvkFpMGHDtsBck5P2A9G4ehLlYu4GwwICcmEm1BvYVgj00lCDxKRWLlbMlOibLaiwdQ88G5pHkSWgwA=="
LICENCE = "ISC"

# The name templates use → Lucide's name.
ICONS = {
    "home": "house",
    "user": "user",
    "users": "users",
    "search": "search",
    "phone": "phone",
    "bell": "bell",
    "calendar": "calendar-days",
    "clock": "clock",
    "map-pin": "map-pin",
    "file-text": "file-text",
    "download": "download",
    "printer": "printer",
    "volume": "volume-2",
    "check": "check",
    "x": "x",
    "alert": "triangle-alert",
    "info": "info",
    "chevron-right": "chevron-right",
    "shield": "shield-check",
    "heart": "hand-heart",
    "message": "messages-square",
    "globe": "globe",
    "qr-code": "qr-code",
    "inbox": "inbox",
    "vote": "vote",
    "wallet": "wallet",
    "landmark": "landmark",
    "copy": "copy",
}
