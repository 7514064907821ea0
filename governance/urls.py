"""Addresses of the governance rooms."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("governance.disclosure.urls")),
    path("", include("governance.deliberation.urls")),
    path("", include("governance.elections.urls")),
]
