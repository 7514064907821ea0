"""Dashboard panel: what the user's communities still have to disclose."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from governance.disclosure.deadlines import WATCHED_QUARTERS, Duty, duties
from governance.disclosure.enums import DutyState
from governance.disclosure.models import AffairsPage, DisclosureIndexPage, DisclosureItem, FinancialDisclosurePage
from governance.disclosure.periods import ended_quarters
from governance.disclosure.permissions import READERS, WRITERS
from governance.disclosure.query import published_in
from portal import clock
from portal.communities.models import Community
from portal.communities.permissions import holds
from portal.pages import COMMUNITY_PATH_LENGTH

SHOWN = 6


class OpenDutiesPanel(Component):
    """Overdue first; with a way to write each for those who may."""

    name = "disclosure"
    template_name = "disclosure/open_duties_panel.html"
    order = 110

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def open_duties(self) -> list[Duty]:
        """Open duties in the communities of the user's posts."""
        communities = list(Community.objects.staffed_by(self.user, *READERS).open().select_related("root_page"))
        items, today = list(DisclosureItem.objects.watched()), clock.today()
        published = published_in(ended_quarters(today, WATCHED_QUARTERS), items)
        found = duties(communities=communities, items=items, published=published, today=today)
        return sorted((duty for duty in found if duty.is_open), key=lambda duty: (duty.due_on, duty.community.key))

    @property
    def has_content(self) -> bool:
        """Whether anything is open."""
        return bool(self.open_duties)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The most urgent, and how many there are."""
        shown = self.open_duties[:SHOWN]
        return {
            "rows": [(duty, self._write_url(duty)) for duty in shown],
            "total": len(self.open_duties),
            "overdue": sum(duty.state == DutyState.OVERDUE for duty in self.open_duties),
            "overdue_state": DutyState.OVERDUE,
        }

    def _write_url(self, duty: Duty) -> str:
        index = self._indexes.get(duty.community.root_page.path if duty.community.root_page else "")
        if index is None or not holds(self.user, *WRITERS, community=duty.community):
            return ""
        kind = FinancialDisclosurePage if duty.item.has_ledger else AffairsPage
        content_type = ContentType.objects.get_for_model(kind)
        return reverse("wagtailadmin_pages:add", args=[content_type.app_label, content_type.model, index])

    @cached_property
    def _indexes(self) -> dict[str, int]:
        pages = DisclosureIndexPage.objects.values_list("path", "pk")
        return {path[:COMMUNITY_PATH_LENGTH]: pk for path, pk in pages}
