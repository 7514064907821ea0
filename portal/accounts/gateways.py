"""Where short messages leave the site: a small class chosen by `SMS_GATEWAY`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


class SmsGateway(Protocol):
    """Sends one text to one number (E.164)."""

    def send(self, phone: str, text: str) -> None:
        """Hand the text over; raises OSError when the provider can't be reached."""


class RecordingSmsGateway:
    """For development and demo: keeps texts in a file only this machine's owner can read, never in the log."""

    @property
    def path(self) -> Path:
        """The file, one JSON object a line, newest last."""
        return settings.VAR_DIR / "outbox" / "sms.jsonl"

    def send(self, phone: str, text: str) -> None:
        """Append to the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = {"at": timezone.now().isoformat(timespec="seconds"), "phone": phone, "text": text}
        self.path.touch(mode=0o600, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")

    def recent(self, count: int = 20) -> list[dict[str, str]]:
        """The newest texts first, for the demo's outbox page."""
        if not self.path.is_file():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()[-count:]
        return [json.loads(line) for line in reversed(lines)]


def sms_gateway() -> SmsGateway:
    """The gateway named in settings."""
    gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()
    return gateway
