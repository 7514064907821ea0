"""County home, community homes, search, my page."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The room that composes all others for residents."""

    name = "home"
    label = "home"
    verbose_name = _("Home")
