"""Addresses of this room beside its pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from governance.disclosure.feeds import disclosure_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:community>/disclosure/feed.xml", disclosure_feed, name="disclosure_feed"),
]
