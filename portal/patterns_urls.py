"""Address of the pattern page."""

from __future__ import annotations

from django.urls import path

from portal.patterns import patterns

urlpatterns = [path("patterns/", patterns, name="patterns")]
