"""Application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    """The room `governance.disclosure`."""

    name = "governance.disclosure"
    label = "disclosure"
    verbose_name = _("Disclosure")

    def ready(self) -> None:
        """Load the catalogue with the tables, note publications in the operation log."""
        from wagtail.signals import page_published

        from governance.disclosure.receivers import load_catalogue_after_migrate, record_published_disclosure

        post_migrate.connect(load_catalogue_after_migrate, sender=self, dispatch_uid="disclosure.catalogue")
        page_published.connect(record_published_disclosure, dispatch_uid="disclosure.publication")
