"""Dashboard panel: entries whose last check is too old."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from portal import clock
from services.directory.models import DirectoryEntry

SHOWN = 5


class EntriesToCheckPanel(Component):
    """Entries to ring up or look at, in the communities of the user's posts; one query."""

    name = "directory-entries-to-check"
    template_name = "directory/entries_to_check_panel.html"
    order = 160

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def waiting(self) -> list[DirectoryEntry]:
        """One more than is shown."""
        kept = DirectoryEntry.objects.kept_by(self.user).filter(is_behind_scenes=False)
        return list(kept.to_check(clock.today()).select_related("community")[: SHOWN + 1])

    @property
    def has_content(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.waiting)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The rows."""
        return {"entries": self.waiting[:SHOWN], "more": len(self.waiting) > SHOWN}
