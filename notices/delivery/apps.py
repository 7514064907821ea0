"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from portal.schedule import Regular, schedule

SWEEP = Regular("delivery: sweep the outbox", "delivery.work_off", seconds=30)
PUBLISH = Regular("delivery: publish scheduled pages", "delivery.publish_scheduled", seconds=60)


class DeliveryConfig(AppConfig):
    """The room `notices.delivery`."""

    name = "notices.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Announce what is published, know the rooms' kinds of message, keep the sweep in the scheduler's table."""
        from wagtail.signals import page_published

        from notices.delivery.receivers import announce_published_page

        page_published.connect(announce_published_page, dispatch_uid="delivery.announce")
        self.register_tasks = schedule(self, SWEEP, PUBLISH)
        autodiscover_modules("messages")
