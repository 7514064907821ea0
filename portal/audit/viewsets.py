"""Admin: the operation log for the audit administrator: search, proof of an entry, verification, checkpoint for print."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets.button import HeaderButton

from portal.audit.canonical import canonical
from portal.audit.checkpoints import latest_checkpoint
from portal.audit.enums import Fault
from portal.audit.export import proof_of
from portal.audit.models import Entry, Verification
from portal.audit.permissions import can_read_log
from portal.bell import ring
from portal.communities.models import Community
from portal.communities.viewsets import CommunityModelViewSet

SHOWN_RUNS = 20


class EntryFilterSet(WagtailFilterSet):
    """How the log is searched."""

    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Time"))
    action = django_filters.CharFilter(
        label=gettext_lazy("Action"),
        lookup_expr="startswith",
        help_text=gettext_lazy("For example post. or resident.reveal"),
    )
    who = django_filters.CharFilter(label=gettext_lazy("Who (user name)"), field_name="actor__username")
    target_id = django_filters.CharFilter(label=gettext_lazy("Record"), lookup_expr="iexact")
    request_id = django_filters.CharFilter(label=gettext_lazy("Request"), lookup_expr="iexact")
    community = django_filters.ModelChoiceFilter(label=gettext_lazy("Community"), queryset=Community.objects.all())

    class Meta:
        model = Entry
        fields = ["at", "action", "who", "community", "succeeded", "target_id", "request_id"]


class EntryIndexView(IndexView):
    """Newest first."""

    filterset_class = EntryFilterSet
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet[Entry]:
        """With who and where, in one statement."""
        return Entry.objects.visible_to(self.request.user).select_related("actor", "community", "leaf__batch")

    @property
    def header_more_buttons(self) -> list[Any]:
        """The state of the log."""
        return [
            *super().header_more_buttons,
            HeaderButton(label=_("Is the log in order?"), url=reverse("log:state"), icon_name="check"),
        ]


class EntryInspectView(InspectView):
    """One entry with its proof."""

    template_name = "audit/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Canonical form and proof."""
        proof = proof_of(self.object)
        return super().get_context_data(**kwargs) | {
            "canonical": json.dumps(json.loads(canonical(self.object)), ensure_ascii=False, indent=2),
            "proof": json.dumps(proof, ensure_ascii=False, indent=2) if proof else "",
        }


def state_view(request: HttpRequest) -> HttpResponse:
    """How the last verifications went, and the newest checkpoint, fit to be printed and pinned up."""
    if not can_read_log(request.user):
        raise PermissionDenied
    runs = list(Verification.objects.all()[:SHOWN_RUNS])
    context = {
        "runs": runs,
        "last": runs[0] if runs else None,
        "faults": [(Fault(fault["fault"]).label, fault) for fault in runs[0].faults] if runs else [],
        "checkpoint": latest_checkpoint(),
        "waiting": Entry.objects.unsealed().count(),
        "verify_url": reverse("log:verify"),
        "log_url": reverse("log:index"),
    }
    return render(request, "audit/state.html", context)


@require_POST
def verify_view(request: HttpRequest) -> HttpResponse:
    """Have a worker verify everything now."""
    if not can_read_log(request.user):
        raise PermissionDenied
    if ring("audit.verify_all"):
        messages.success(request, _("A worker is verifying the log. The result appears here in a minute."))
    else:
        messages.error(request, _("No worker can be reached. On the server: manage.py audit_verify"))
    return redirect("log:state")


class EntryViewSet(CommunityModelViewSet):
    """The operation log: read, never written here."""

    model = Entry
    name = "log"
    icon = "list-ul"
    menu_label = gettext_lazy("Operation log")
    menu_order = 800
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    index_view_class = EntryIndexView
    inspect_view_class = EntryInspectView
    form_fields = ["action"]
    list_display = [
        TitleColumn(
            "action", label=gettext_lazy("Action"), get_url=lambda row: reverse("log:inspect", args=[row.pk])
        ),
        DateColumn("at", label=gettext_lazy("Time")),
        Column("actor", label=gettext_lazy("Who"), accessor=lambda row: row.actor or _("the system")),
        Column("community", label=gettext_lazy("Community")),
        Column("target", label=gettext_lazy("Record"), accessor=lambda row: f"{row.target_type} {row.target_id[:8]}".strip()),
        BooleanColumn("succeeded", label=pgettext_lazy("log entry", "Done")),
        BooleanColumn("sealed", label=gettext_lazy("Sealed"), accessor=lambda row: hasattr(row, "leaf")),
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, and the state of the log."""
        return [
            *super().get_urlpatterns(),
            path("state/", state_view, name="state"),
            path("verify/", verify_view, name="verify"),
        ]
