"""The operation log."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.schedule import Regular, schedule

SEAL = Regular("operation log: seal", "audit.seal", seconds=5)
ANCHOR = Regular("operation log: keep the head elsewhere", "audit.anchor", seconds=3600)
VERIFY = Regular("operation log: verify what is new", "audit.verify", seconds=900)
VERIFY_ALL = Regular("operation log: verify everything", "audit.verify_all", daily="02:20")


class AuditConfig(AppConfig):
    """The room of the append-only operation log."""

    name = "portal.audit"
    label = "audit"
    verbose_name = _("Operation log")

    def ready(self) -> None:
        """Take down what Wagtail and allauth note; have the scheduler seal, anchor and verify."""
        from portal.audit import checks, receivers  # noqa: F401

        receivers.connect()
        self.register_tasks = schedule(self, SEAL, ANCHOR, VERIFY, VERIFY_ALL)
