"""Address of the preference switch."""

from __future__ import annotations

from django.urls import path

from portal.preferences import set_preferences

urlpatterns = [path("preferences/", set_preferences, name="set_preferences")]
