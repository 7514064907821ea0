"""The editor's view of whom a page will reach."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from portal.accounts.models import Resident


class AudiencePanel(Panel):
    """How many residents an announcement of this page would address, and how many of them can read it here."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page's form."""

        template_name = "delivery/audience_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the numbers; a page that is being created stands below the request's parent page."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            community = self.form.community if hasattr(self.form, "community") else None
            residents = Resident.objects.in_community(community) if community else Resident.objects.all()
            total = residents.count()
            reached = residents.filter(user__isnull=False).count()
            return context | {
                "audience_community": community,
                "total": total,
                "reached": reached,
                "unreached": total - reached,
            }
