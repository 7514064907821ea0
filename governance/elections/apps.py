"""Elections of residents' committees: registration of voters."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    """The room of elections."""

    name = "governance.elections"
    label = "elections"
    verbose_name = _("Elections")

    def ready(self) -> None:
        """Make the room's messages known."""
        from governance.elections import messages  # noqa: F401
