"""What a demo has sent: one-time codes and mails that leave no demo, for whoever tries it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.gateways import RecordingSmsGateway, sms_gateway
from portal.crypto.masking import mask_phone

SHOWN = 20


@dataclass(frozen=True)
class Sent:
    """A text or mail, its recipient partly hidden: visitors of a public demo see each other's."""

    at: dt.datetime
    to: str
    text: str


@never_cache
@require_safe
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """`/demo/outbox/`: the newest first. It does not exist outside demo mode."""
    if not settings.DEMO:
        raise Http404
    sent = sorted([*_texts(), *_mails()], key=lambda one: one.at, reverse=True)
    return render(request, "demo_outbox.html", {"sent": sent[:SHOWN]})


def _texts() -> list[Sent]:
    gateway = sms_gateway()
    if not isinstance(gateway, RecordingSmsGateway):
        return []
    return [
        Sent(dt.datetime.fromisoformat(line["at"]), mask_phone(line["phone"]), line["text"])
        for line in gateway.recent(SHOWN)
    ]


def _mails() -> list[Sent]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "/nonexistent")
    newest = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)[-SHOWN:]
    return [_mail(path) for path in newest]


def _mail(path: Path) -> Sent:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    at = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    name, _, domain = str(mail["To"]).partition("@")
    return Sent(at, f"{name[:1]}***@{domain}", body.get_content() if body else "")
