"""Admin: elections with their stages, and the queue of registrations with masked values."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.base import ViewSetGroup

from governance.elections.actions import advance_election, confirm_registration, decide_registration, keep_election
from governance.elections.enums import SETTLED_STAGES, STAGE_TRANSITIONS, ListDay, Reason, Stage, Status
from governance.elections.forms import DecisionForm
from governance.elections.models import Election, Registration
from governance.elections.permissions import can_advance, can_confirm, can_decide
from governance.elections.query import STAFF_ROLES
from governance.elections.summary import masked_summary
from portal.communities.forms import CommunityScopedForm
from portal.communities.viewsets import CommunityModelViewSet, ScopedIndexView
from portal.crypto.masking import mask_name


class ElectionForm(CommunityScopedForm):
    """An election of one's own community; a list day the law doesn't allow is refused."""

    class Meta:
        model = Election
        fields = [
            "community", "title", "term", "registration_from", "registration_until", "list_on", "election_day",
            "station", "station_hours", "phone",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Article 17: the voter list at least twenty days before election day."""
        data: dict[str, Any] = super().clean()
        if self.instance.stage in SETTLED_STAGES:
            self.add_error(
                None, _("The voter list is published or the election cancelled: nothing can be changed any more.")
            )
        if data.get("list_on") and data.get("election_day") and data.get("community"):
            election = Election(community=data["community"], list_on=data["list_on"], election_day=data["election_day"])
            if election.list_standing == ListDay.TOO_LATE:
                self.add_error(
                    "list_on",
                    _("The law asks for twenty days: %(day)s at the latest.") % {"day": election.latest_list_day},
                )
        return data

    def save(self, commit: bool = True) -> Election:
        """Through the action."""
        return keep_election(election=super().save(commit=False), actor=self.for_user)


class ElectionInspectView(InspectView):
    """One election and the stages it may be moved to."""

    template_name = "elections/election_inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What may come next, and what to mind."""
        election = self.object
        may = can_advance(self.request.user, election)
        stages = STAGE_TRANSITIONS[Stage(election.stage)] if may else ()
        warn = election.list_standing == ListDay.LAST_DAY
        return super().get_context_data(**kwargs) | {"stages": stages, "warn_list": warn}


def advance_view(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Ask, then move an election on."""
    election = get_object_or_404(Election.objects.staffed_by(request.user).select_related("community"), pk=pk)
    if not can_advance(request.user, election) or stage not in Stage.values:
        raise PermissionDenied
    if request.method == "POST":
        try:
            advance_election(election=election, stage=Stage(stage), actor=request.user)
            messages.success(request, _("The election is now “%(stage)s”.") % {"stage": election.get_stage_display()})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("elections:inspect", pk)
    return render(request, "elections/advance.html", {"election": election, "stage": Stage(stage)})


class ElectionViewSet(CommunityModelViewSet):
    """Elections."""

    model = Election
    name = "elections"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Elections")
    inspect_view_enabled = True
    inspect_view_class = ElectionInspectView
    inspect_view_fields = [
        "community",
        "title",
        "term",
        "stage",
        "registration_from",
        "registration_until",
        "list_on",
        "election_day",
    ]
    list_display = [
        "title",
        "community",
        Column("stage", label=gettext_lazy("Stage"), accessor="get_stage_display"),
        "election_day",
    ]
    list_filter = ["stage"]
    search_fields = ["title"]

    def get_form_class(self, for_update: bool = False) -> type[ElectionForm]:
        """The scoped form."""
        return ElectionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own and the stages."""
        return [*super().get_urlpatterns(), path("advance/<int:pk>/<slug:stage>/", advance_view, name="advance")]


class RegistrationIndexView(ScopedIndexView):
    """The queue: never a draft, the oldest undecided first."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """What has been sent, in one's communities."""
        return super().get_base_queryset().sent().with_election().most_urgent_first()  # type: ignore[attr-defined]


class RegistrationInspectView(InspectView):
    """One registration with masked values, the rules' proposal and the decision."""

    template_name = "elections/registration_inspect.html"

    def get_object(self, queryset: Any = None) -> Registration:
        """Drafts are the voter's own."""
        return get_object_or_404(
            Registration.objects.staffed_by(self.request.user, *STAFF_ROLES).sent().with_election(), pk=self.pk
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, proposal, what may be done."""
        registration, user = self.object, self.request.user
        waiting = registration.status == Status.SUBMITTED
        return super().get_context_data(**kwargs) | {
            "facts": masked_summary(registration),
            "proposal": registration.proposal,
            "form": DecisionForm() if waiting and can_decide(user, registration) else None,
            "may_confirm": waiting and not registration.is_confirmed and can_confirm(user, registration),
        }


def _reviewed(request: HttpRequest, pk: int) -> Registration:
    staffed = Registration.objects.staffed_by(request.user, *STAFF_ROLES).sent().with_election()
    registration: Registration = get_object_or_404(staffed, pk=pk)
    return registration


def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide one registration; what can't be done comes back with the reason beside the form."""
    registration = _reviewed(request, pk)
    if not can_decide(request.user, registration):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = Reason(form.cleaned_data["reason"]) if form.cleaned_data["reason"] else None
        try:
            decide_registration(
                registration=registration,
                decision=Status(form.cleaned_data["decision"]),
                reason=reason,
                actor=request.user,
            )
            messages.success(
                request,
                _("Decided: %(state)s. The voter has been told.") % {"state": registration.get_status_display()},
            )
            return redirect("registrations:index")
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "object": registration,
        "facts": masked_summary(registration),
        "proposal": registration.proposal,
        "form": form,
    }
    return render(request, "elections/decide.html", context)


def confirm_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The voter stands at the counter and confirms."""
    registration = _reviewed(request, pk)
    if request.method == "POST":
        try:
            confirm_registration(registration=registration, actor=request.user)
            messages.success(request, _("Confirmed in person."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(reverse("registrations:inspect", args=[pk]))


def inspect_address(registration: Registration) -> str:
    """Where a registration is read and decided."""
    return reverse("registrations:inspect", args=[registration.pk])


class RegistrationViewSet(CommunityModelViewSet):
    """Voter registrations: read, confirmed at the counter and decided, never edited."""

    model = Registration
    name = "registrations"
    icon = "form"
    menu_label = gettext_lazy("Voter registrations")
    index_view_class = RegistrationIndexView
    inspect_view_enabled = True
    inspect_view_class = RegistrationInspectView
    add_to_reference_index = False
    form_fields = ["category"]
    list_filter = ["status", "channel", "election"]
    list_display = [
        TitleColumn(
            "reference", label=pgettext_lazy("reference", "Number"), accessor="reference", get_url=inspect_address
        ),
        Column("name", label=pgettext_lazy("person", "Name"), accessor=lambda row: row.name.masked(mask_name)),
        "election",
        Column("status", label=gettext_lazy("State"), accessor="get_status_display"),
        DateColumn("submitted_at", label=gettext_lazy("Sent")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, the decision, the confirmation at the counter."""
        return [
            *super().get_urlpatterns(),
            path("decide/<int:pk>/", decide_view, name="decide"),
            path("confirm/<int:pk>/", confirm_view, name="confirm"),
        ]


class ElectionsViewSetGroup(ViewSetGroup):
    """Menu group."""

    menu_label = gettext_lazy("Elections")
    menu_icon = "calendar-alt"
    menu_order = 340
    items = (ElectionViewSet(), RegistrationViewSet())
