"""The limit the pages are measured against: a Django site of one view that only returns bytes, no middleware, no template."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

if TYPE_CHECKING:
    from django.http import HttpRequest

CHARACTERS = "邻里"


def answer(request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes of text as asked for."""
    return HttpResponse((CHARACTERS * (size // len(CHARACTERS.encode()) + 1)).encode()[:size])


urlpatterns = [path("<int:size>/", answer)]

if os.environ.get("BENCH_BARE"):
    settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY=secrets.token_urlsafe(48))
    django.setup()
    application = get_wsgi_application()
