"""Admin: the residents of one's communities, masked, and checking who somebody is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView

from portal.accounts.actions import reveal_resident, verify_resident
from portal.accounts.enums import PERSONAL_FIELDS, RevealReason
from portal.accounts.forms import RevealForm
from portal.accounts.models import Resident
from portal.accounts.permissions import can_reveal, can_verify_resident
from portal.communities.viewsets import CommunityModelViewSet
from portal.crypto.masking import mask_identity_number, mask_name, mask_phone


def masked_facts(resident: Resident) -> list[tuple[str, str]]:
    """What staff see of a resident: label and masked value."""
    return [
        (pgettext("person", "Name"), resident.name.masked(mask_name)),
        (_("Phone"), resident.phone.masked(mask_phone)),
        (_("Identity number"), resident.id_number.masked(mask_identity_number)),
        (_("Community"), resident.community.local_name),
        (_("Estate"), str(resident.estate or "")),
    ]


class ResidentInspectView(InspectView):
    """One resident, masked, with the button to verify her."""

    template_name = "accounts/resident_inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts and what may be done."""
        resident = self.object
        may_verify = not resident.is_verified and can_verify_resident(self.request.user, resident)
        return super().get_context_data(**kwargs) | {
            "facts": masked_facts(resident),
            "reveal_url": reverse("residents:reveal", args=[resident.pk])
            if can_reveal(self.request.user, resident)
            else "",
            "verify_url": reverse("residents:verify", args=[resident.pk]) if may_verify else "",
        }


def verify_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then note that staff have checked who this is."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("community", "estate"), pk=pk)
    if not can_verify_resident(request.user, resident):
        raise Http404
    if request.method == "POST":
        verify_resident(resident=resident, actor=request.user)
        messages.success(request, _("The resident is verified."))
        return redirect("residents:index")
    return render(request, "accounts/verify_resident.html", {"resident": resident, "facts": masked_facts(resident)})


@never_cache
def reveal_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what and why, then show it on this very answer: it stands in no address and in no cache."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("community", "estate"), pk=pk)
    if not can_reveal(request.user, resident):
        raise Http404
    form = RevealForm(request.POST if request.method == "POST" else None)
    opened: list[tuple[Any, str]] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            values = reveal_resident(
                resident=resident,
                fields=given["fields_to_open"],
                reason=RevealReason(given["reason"]),
                note=given["note"],
                actor=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            opened = [(PERSONAL_FIELDS[name], value) for name, value in values.items()]
    context = {"resident": resident, "facts": masked_facts(resident), "form": form, "opened": opened}
    return render(request, "accounts/reveal.html", context)


class ResidentViewSet(CommunityModelViewSet):
    """Residents: looked at and verified, never edited here."""

    model = Resident
    name = "residents"
    icon = "group"
    menu_label = gettext_lazy("Residents")
    menu_order = 650
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_class = ResidentInspectView
    form_fields = ["community", "estate"]
    list_filter = {"verified_at": ["isnull"], "community": ["exact"]}
    list_display = [
        TitleColumn(
            "name",
            label=pgettext_lazy("person", "Name"),
            accessor=lambda row: row.name.masked(mask_name),
            get_url=lambda row: reverse("residents:inspect", args=[row.pk]),
        ),
        Column("phone", label=gettext_lazy("Phone"), accessor=lambda row: row.phone.masked(mask_phone)),
        "community",
        "estate",
        BooleanColumn("is_verified", label=pgettext_lazy("resident", "Verified")),
        DateColumn("created_at", label=gettext_lazy("Signed up")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, the check and the look at what is masked."""
        return [
            *super().get_urlpatterns(),
            path("verify/<int:pk>/", verify_view, name="verify"),
            path("reveal/<int:pk>/", reveal_view, name="reveal"),
        ]
