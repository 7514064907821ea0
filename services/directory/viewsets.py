"""Admin: the entries, and a button for "I have looked, it is right"."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from portal import clock
from portal.communities.viewsets import CommunityModelViewSet
from services.directory.actions import check_entry, drop_entry
from services.directory.enums import EntryKind, FacilityKind
from services.directory.forms import DirectoryEntryForm
from services.directory.models import DirectoryEntry


class EntryFilterSet(WagtailFilterSet):
    """Filters of the list."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=EntryKind.choices)
    facility = django_filters.ChoiceFilter(label=gettext_lazy("Kind of facility"), choices=FacilityKind.choices)
    to_check = django_filters.ChoiceFilter(
        label=gettext_lazy("To be checked"), method="filter_to_check", choices=[("yes", gettext_lazy("to be checked"))]
    )

    class Meta:
        model = DirectoryEntry
        fields = ["kind", "facility", "community", "is_published"]

    def filter_to_check(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        """Entries without a check of the last half year."""
        found: QuerySet[Any] = queryset.to_check(clock.today())
        return found


class DropEntryView(DeleteView):
    """Remove an entry through the action."""

    def delete_action(self) -> None:
        """What comes with the portal is refused there."""
        drop_entry(entry=self.object, actor=self.request.user)


class CheckEntryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Show what stands in an entry; after a yes, note that it was checked today."""

    model = DirectoryEntry
    permission_required = "change"
    header_icon = "check"
    page_title = gettext_lazy("Check an entry")
    template_name = "directory/check_entry.html"

    def get_object(self) -> DirectoryEntry:
        """The entry of the address."""
        found: DirectoryEntry = get_object_or_404(
            DirectoryEntry.objects.select_related("community"), pk=self.kwargs["pk"]
        )
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, then this page."""
        here = [
            {"url": reverse("directory_entries:index"), "label": _("Directory")},
            {"url": "", "label": self.page_title},
        ]
        return [*super().get_breadcrumbs_items(), *here]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note the check."""
        entry = check_entry(entry=self.get_object(), actor=request.user)
        messages.success(request, _("“%(name)s” is noted as checked today.") % {"name": entry.name})
        return redirect("directory_entries:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry."""
        return super().get_context_data(**kwargs) | {"entry": self.get_object()}


class DirectoryEntryViewSet(CommunityModelViewSet):
    """Entries of the directory."""

    model = DirectoryEntry
    name = "directory_entries"
    icon = "list-ul"
    menu_label = gettext_lazy("Directory")
    menu_order = 360
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "kind", "facility", "units", "community", "estate", "name", "name_en", "good_for", "phone", "second_phone", "address",
        "hours", "materials", "link", "checked_on", "is_published",
    ]  # fmt: skip
    list_display = [
        "name",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        "community",
        "phone",
        DateColumn("checked_on", label=gettext_lazy("Last checked"), sort_key="checked_on"),
        BooleanColumn("is_published", label=gettext_lazy("Residents see it")),
    ]
    filterset_class = EntryFilterSet
    search_fields = ["name", "name_en", "good_for", "address", "phone"]
    delete_view_class = DropEntryView

    def get_form_class(self, for_update: bool = False) -> type[DirectoryEntryForm]:
        """The scoped form."""
        return DirectoryEntryForm

    @cached_property
    def check_view(self) -> Any:
        """The confirmation of a check."""
        return self.construct_view(CheckEntryView)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own and the check."""
        return [*super().get_urlpatterns(), path("check/<int:pk>/", self.check_view, name="check")]
