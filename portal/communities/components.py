"""Dashboard panels of the communities' room."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from portal.communities.enums import Role
from portal.communities.models import StaffPost
from portal.communities.permissions import can_approve_post, holds

WARNING_DAYS = 14
SHOWN = 10


class PostsPanel(Component):
    """Posts that wait for this person's approval, her own and (for the security administrator) everybody's that end soon."""

    order = 60
    template_name = "communities/posts_panel.html"

    def __init__(self, user: Any) -> None:
        self.user = user
        waiting = StaffPost.objects.waiting().select_related("user", "community")
        self.waiting = [post for post in waiting if can_approve_post(user, post)][:SHOWN]
        ending = StaffPost.objects.ending_within(WARNING_DAYS).select_related("user", "community")
        self.ending = list((ending if holds(user, Role.SECURITY) else ending.filter(user=user))[:SHOWN])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.waiting and not self.ending

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """For the template."""
        return {"waiting": self.waiting, "ending": self.ending}
