"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """The room `notices.delivery`."""

    name = "notices.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Announce what is published, know the rooms' kinds of message, keep the sweep in the scheduler's table."""
        from wagtail.signals import page_published

        from notices.delivery.receivers import announce_published_page
        from notices.delivery.schedule import register_delivery_tasks

        page_published.connect(announce_published_page, dispatch_uid="delivery.announce")
        post_migrate.connect(register_delivery_tasks, sender=self, dispatch_uid="delivery.sweep")
        autodiscover_modules("messages")
