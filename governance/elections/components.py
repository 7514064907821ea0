"""Dashboard panel: registrations that wait for the committee."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from governance.elections.models import Registration
from governance.elections.query import STAFF_ROLES

SHOWN = 5


class RegistrationsPanel(Component):
    """Registrations to decide in the communities of the user's posts, the oldest first."""

    name = "registrations"
    template_name = "elections/registrations_panel.html"
    order = 110

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def waiting(self) -> list[Registration]:
        """One more than is shown."""
        staffed = Registration.objects.staffed_by(self.user, *STAFF_ROLES)
        return list(staffed.waiting().with_election()[: SHOWN + 1])

    @property
    def has_content(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.waiting)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The rows."""
        return {"registrations": self.waiting[:SHOWN], "more": len(self.waiting) > SHOWN}
