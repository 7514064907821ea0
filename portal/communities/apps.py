"""Communities, estates, buildings and staff posts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    """The room that knows which communities there are and who holds which post in them."""

    name = "portal.communities"
    label = "communities"
    verbose_name = _("Communities and posts")
