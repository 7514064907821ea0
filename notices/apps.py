"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """The room `notices`."""

    name = "notices"
    label = "notices"
    verbose_name = _("Notices")
