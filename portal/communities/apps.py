"""Communities, estates, buildings and staff posts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.schedule import Regular, schedule

LAPSE = Regular("communities: posts begin and run out", "communities.lapse_posts", daily="00:05")


class CommunitiesConfig(AppConfig):
    """The room that knows which communities there are and who holds which post in them."""

    name = "portal.communities"
    label = "communities"
    verbose_name = _("Communities and posts")

    def ready(self) -> None:
        """Have the scheduler bring groups in step with the posts of the day."""
        self.register_tasks = schedule(self, LAPSE)
