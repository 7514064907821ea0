"""Dashboard panel: drafts of notices that wait for somebody."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from notices.models import PAGE_TYPES
from notices.query import notice_rows
from portal import clock

SHOWN = 5


class NoticeWorkPanel(Component):
    """Drafts that are not out yet, and notices that ran out and still stand as they are."""

    name = "notice-work"
    template_name = "notices/work_panel.html"
    order = 110

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def editable(self) -> Any:
        """Notices the user may change."""
        own = page_permission_policy.instances_user_has_permission_for(self.user, "change")
        return notice_rows().filter(pk__in=own.type(*PAGE_TYPES.values()).values("pk"))

    @cached_property
    def drafts(self) -> list[Page]:
        """The drafts touched last."""
        return list(self.editable.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")[:SHOWN])

    @cached_property
    def outdated(self) -> list[Page]:
        """Live notices whose date has passed: to be renewed or taken down."""
        return list(
            self.editable.live().filter(notice_expires_on__lt=clock.today()).order_by("notice_expires_on")[:SHOWN]
        )

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.drafts or self.outdated)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Both lists."""
        return {"drafts": self.drafts, "outdated": self.outdated}
