"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The room `services.directory`."""

    name = "services.directory"
    label = "directory"
    verbose_name = _("Directory")
