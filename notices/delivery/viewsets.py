"""Admin: how far each announcement has come. Read-only; a failed delivery can be set going again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from notices.delivery.actions import retry_item
from notices.delivery.enums import OutboxState
from notices.delivery.models import Announcement, OutboxItem


def visible_announcements(user: Any) -> QuerySet[Announcement]:
    """Those of the communities in which the user holds a post that sees reach."""
    policy = policy_registry.get_by_type(Announcement)
    visible: QuerySet[Announcement] = policy.instances_user_has_any_permission_for(user, ["view"])
    return visible


def share(part: int, whole: int | None) -> str:
    """`312 / 400 (78 %)`; only the part while the whole is unknown."""
    return f"{part} / {whole} ({part * 100 // whole} %)" if whole else str(part)


class AnnouncementIndexView(IndexView):
    """The list with its figures."""

    def get_base_queryset(self) -> QuerySet[Announcement]:
        """Own communities only."""
        return visible_announcements(self.request.user).with_reach().select_related("community")  # type: ignore[attr-defined]


class AnnouncementInspectView(InspectView):
    """One announcement with its figures, and the way to try again what has failed."""

    template_name = "delivery/announcement_inspect.html"

    def get_object(self, queryset: Any = None) -> Announcement:
        """Another community's announcement is not there."""
        visible = visible_announcements(self.request.user).with_reach()  # type: ignore[attr-defined]
        announcement: Announcement = get_object_or_404(visible, pk=self.pk)
        return announcement

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add state and reach in words."""
        item = self.object.items.get()
        return super().get_context_data(**kwargs) | {
            "item": item,
            "has_failed": item.state == OutboxState.DEAD,
            "delivered": share(self.object.delivered, self.object.audience_size),
            "opened": share(self.object.opened, self.object.delivered),
            "retry_url": reverse("announcement:retry", args=[item.pk]),
        }


@require_POST
def retry_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed delivery again."""
    visible = visible_announcements(request.user)
    item = get_object_or_404(
        OutboxItem.objects.select_related("announcement__community"), announcement__in=visible, pk=pk
    )
    retry_item(item=item, actor=request.user)
    messages.success(request, _("The delivery has been set going again."))
    return redirect("announcement:inspect", item.announcement_id)


class AnnouncementViewSet(ModelViewSet):
    """Announcements and their reach."""

    model = Announcement
    name = "announcement"
    icon = "mail"
    menu_label = gettext_lazy("Announcements")
    menu_order = 310
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["title", "level", "created_by"]
    index_view_class = AnnouncementIndexView
    inspect_view_class = AnnouncementInspectView
    form_fields = ["title"]
    list_filter = ["level", "community"]
    search_fields = ["title"]
    list_display = [
        "title",
        "community",
        Column("level", label=gettext_lazy("Level"), accessor="get_level_display"),
        DateColumn("created_at", label=gettext_lazy("Announced")),
        Column(
            "delivered", label=gettext_lazy("Delivered"), accessor=lambda row: share(row.delivered, row.audience_size)
        ),
        Column("opened", label=gettext_lazy("Opened"), accessor=lambda row: share(row.opened, row.delivered)),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: OutboxState(row.state).label),
    ]

    @cached_property
    def retry_path(self) -> URLPattern:
        """The address of the retry button."""
        return path("retry/<int:pk>/", retry_view, name="retry")

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own and the retry."""
        return [*super().get_urlpatterns(), self.retry_path]
