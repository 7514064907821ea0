"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Display mode, who runs the site, and whether this is a demo."""
    return {
        "display_mode": getattr(request, "display_mode", "standard"),
        "identity": settings.SITE_IDENTITY,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo": settings.DEMO,
    }
