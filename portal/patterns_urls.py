"""Addresses of pages for whoever tries the portal out."""

from __future__ import annotations

from django.urls import path

from portal.demo_outbox import demo_outbox
from portal.patterns import patterns

urlpatterns = [
    path("patterns/", patterns, name="patterns"),
    path("demo/outbox/", demo_outbox, name="demo_outbox"),
]
