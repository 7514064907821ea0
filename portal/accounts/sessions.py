"""Sessions in the database, sealed: allauth keeps phone numbers and one-time codes in them."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from portal.crypto.tokens import TamperedValue, seal, unseal

PLACE = "sessions.session.session_data"


class SessionStore(DatabaseStore):
    """Django's database sessions with sealed contents; one that doesn't open is an empty one."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Seal the contents."""
        return seal(json.dumps(session_dict, separators=(",", ":")), PLACE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Open them; a session from before sealing, or under a key that is gone, is signed out."""
        try:
            contents: dict[str, Any] = json.loads(unseal(str(session_data), PLACE))
        except (TamperedValue, LookupError, ValueError):
            return {}
        return contents
