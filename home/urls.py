"""Addresses of the home room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from home.about import views as about
from home.me import views as me
from home.search import views as search

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search.search, name="search"),
    path("me/", me.overview, name="me"),
    path("me/household/", me.household, name="me_household"),
    path("me/household/<uuid:public_id>/end/", me.end_authority, name="me_end_authority"),
    path("me/preferences/", me.preferences, name="me_preferences"),
    path("me/privacy/", me.privacy, name="me_privacy"),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]
