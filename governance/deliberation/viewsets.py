"""Admin: topics and what residents say on them. Stages and moderation go through the actions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.forms import modelform_factory
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from governance.deliberation.forms import TopicForm
from governance.deliberation.models import Contribution, Topic
from governance.deliberation.moderation import ContributionInspectView, HideView, RestoreView
from governance.deliberation.staging import AdvanceView, OpenTopicView, TopicInspectView
from portal.communities.viewsets import CommunityModelViewSet, ScopedIndexView


class TopicIndexView(ScopedIndexView):
    """The list with its counts."""

    def get_base_queryset(self) -> QuerySet[Topic]:
        """Own communities, with the number of contributions."""
        topics: QuerySet[Any] = super().get_base_queryset()
        return topics.select_related("community").annotate(contribution_count=Count("contributions"))


class TopicViewSet(CommunityModelViewSet):
    """Topics 议题."""

    model = Topic
    icon = "openquote"
    menu_label = _("Topics")
    inspect_view_enabled = True
    inspect_view_fields = [
        "reference", "community", "title", "question", "topic_class", "stage", "comments_from", "comments_until", "outcome",
    ]  # fmt: skip
    index_view_class = TopicIndexView
    add_view_class = OpenTopicView
    inspect_view_class = TopicInspectView
    inspect_template_name = "deliberation/topic_inspect.html"
    list_display = [
        "title",
        Column("reference", label=pgettext_lazy("reference", "Number")),
        "community",
        Column("stage", label=_("Stage"), accessor="get_stage_display"),
        DateColumn("comments_until", label=_("Opinions until")),
        Column("contribution_count", label=_("Opinions")),
    ]
    list_filter = ["stage", "topic_class", "year"]
    search_fields = ["title"]

    def get_form_class(self, for_update: bool = False) -> type[TopicForm]:
        """The form that runs the actions."""
        form: type[TopicForm] = modelform_factory(Topic, form=TopicForm)  # type: ignore[assignment]
        return form

    @property
    def advance_view(self) -> Any:
        """The next stage, after a confirmation."""
        return self.construct_view(
            AdvanceView, **self.get_inspect_view_kwargs(template_name="deliberation/advance.html")
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own and the next stage."""
        return [*super().get_urlpatterns(), path("advance/<int:pk>/<slug:to>/", self.advance_view, name="advance")]


class ContributionIndexView(ScopedIndexView):
    """The newest first."""

    def get_base_queryset(self) -> QuerySet[Contribution]:
        """Own communities, without the authors' sealed fields."""
        found: QuerySet[Any] = super().get_base_queryset()
        return found.select_related("topic__community", "author__user").defer("author__name", "author__phone")


class ContributionViewSet(CommunityModelViewSet):
    """Contributions: read, hidden with a reason, restored."""

    model = Contribution
    icon = "comment"
    menu_label = _("Opinions")
    inspect_view_enabled = True
    inspect_view_fields = [
        "topic", "stance", "text", "nickname", "created_at", "status", "hidden_reason", "moderated_by", "moderated_at",
    ]  # fmt: skip
    index_view_class = ContributionIndexView
    inspect_view_class = ContributionInspectView
    inspect_template_name = "deliberation/contribution_inspect.html"
    form_fields = ["stance"]
    list_display = [
        Column(
            "text", label=_("Opinion"), accessor=lambda row: f"{row.text[:40]}…" if len(row.text) > 40 else row.text
        ),
        Column("stance", label=_("Stance"), accessor="get_stance_display"),
        Column("topic", label=_("Topic"), accessor="topic.title"),
        Column("nickname", label=_("Nickname")),
        Column("status", label=_("State"), accessor="get_status_display"),
        DateColumn("created_at", label=_("Written")),
    ]
    list_filter = ["status", "stance"]
    search_fields = ["text"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, hiding and restoring."""
        kwargs = self.get_inspect_view_kwargs(template_name="deliberation/moderate.html")
        return [
            *super().get_urlpatterns(),
            path("hide/<int:pk>/", self.construct_view(HideView, **kwargs), name="hide"),
            path("restore/<int:pk>/", self.construct_view(RestoreView, **kwargs), name="restore"),
        ]


class DeliberationViewSetGroup(ViewSetGroup):
    """Menu group."""

    menu_label = _("Deliberation")
    menu_icon = "openquote"
    menu_order = 340
    items = (TopicViewSet("topics"), ContributionViewSet("contributions"))
