"""Dashboard panel: announcements on their way, and those whose delivery has failed."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from notices.delivery.enums import OutboxState
from notices.delivery.models import Announcement

SHOWN = 5


class DeliveryPanel(Component):
    """Announcements in delivery, in the communities of the user's posts."""

    name = "delivery"
    template_name = "delivery/delivery_panel.html"
    order = 120

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def announcements(self) -> list[Announcement]:
        """The newest that have not come to their end."""
        from notices.delivery.viewsets import visible_announcements

        visible: Any = visible_announcements(self.user)
        return list(visible.in_delivery().with_reach().select_related("community").order_by("-pk")[:SHOWN])

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.announcements)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The rows."""
        return {"announcements": self.announcements, "dead": OutboxState.DEAD}
