"""Dashboard panel: topics that wait for their next step."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from governance.deliberation.enums import Stage
from governance.deliberation.models import Topic
from governance.deliberation.permissions import WRITERS
from portal import clock

SHOWN = 5
WAITING = frozenset({Stage.CONFIRMED, Stage.MEETING_HELD, Stage.SETTLED, Stage.NO_AGREEMENT})


class WaitingTopicsPanel(Component):
    """Confirmed but not opened, opinions complete, result not yet published."""

    name = "deliberation"
    template_name = "deliberation/waiting_topics_panel.html"
    order = 130

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def topics(self) -> list[Topic]:
        """The oldest first, in the communities of the user's posts."""
        closed = Q(stage=Stage.COMMENTING, comments_until__lt=clock.today())
        found: QuerySet[Any] = Topic.objects.staffed_by(self.user, *WRITERS).filter(Q(stage__in=WAITING) | closed)
        return list(found.select_related("community").order_by("pk")[:SHOWN])

    @property
    def has_content(self) -> bool:
        """Whether anything waits."""
        return bool(self.topics)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The topics."""
        return {"topics": self.topics}
