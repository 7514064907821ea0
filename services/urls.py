"""Addresses of the service rooms."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("services.booking.urls")),
    path("", include("services.directory.urls")),
]
