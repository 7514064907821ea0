"""What follows from events of the framework."""

from __future__ import annotations

from typing import Any

from django.apps import apps as registry


def load_catalogue_after_migrate(*, apps: Any = registry, **_kwargs: Any) -> None:
    """Keep the catalogue in step with its file wherever its table stands (not after migrating back to nothing)."""
    from governance.disclosure.actions import load_catalogue

    if ("disclosure", "disclosureitem") in {
        (model._meta.app_label, model._meta.model_name) for model in apps.get_models()
    }:
        load_catalogue()


def record_published_disclosure(*, instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Every publication of a disclosure is in the operation log."""
    from governance.disclosure.actions import record_publication
    from governance.disclosure.models import DisclosurePage

    if isinstance(instance, DisclosurePage):
        record_publication(page=instance, actor=getattr(revision, "user", None))
