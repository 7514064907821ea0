"""Admin views of bookings: the queue, one confirmation page per step, the printable day list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from portal import clock
from portal.accounts.actions import TooManyReveals
from portal.communities.models import Community
from portal.communities.viewsets import ScopedIndexView
from portal.crypto.masking import mask_name, mask_phone
from portal.dates import moment
from services.booking import actions
from services.booking.admin_forms import CancelForm, ConfirmForm, RevealForm, WelfareCheckForm
from services.booking.enums import BookingStatus
from services.booking.models import Booking
from services.booking.permissions import HANDLERS, can_handle_booking, can_see_day_list
from services.booking.refusals import Refusal

WHEN = [
    ("today", _("Today")),
    ("coming", _("Today and later")),
    ("waiting", _("Waiting for an outcome")),
    ("past", _("Past")),
]
NAMESPACE = "booking_queue"


class BookingFilterSet(WagtailFilterSet):
    """Which bookings the queue shows."""

    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="filter_when")

    class Meta:
        model = Booking
        fields = ["when", "status"]

    def filter_when(self, bookings: Any, name: str, value: str) -> Any:
        """By the day of the service."""
        today = clock.start_of_day(clock.today())
        return {
            "today": lambda: bookings.on_day(clock.today()),
            "coming": lambda: bookings.filter(slot__starts__gte=today).order_by("slot__starts", "pk"),
            "waiting": lambda: bookings.awaiting_outcome(clock.now()),
            "past": lambda: bookings.filter(slot__starts__lt=today).order_by("-slot__starts", "-pk"),
        }[value]()


class BookingIndexView(ScopedIndexView):
    """The queue, with the steps that are open for each booking."""

    filterset_class = BookingFilterSet

    def get_base_queryset(self) -> QuerySet[Booking]:
        """One statement for a whole page of rows."""
        return super().get_base_queryset().with_service()  # type: ignore[attr-defined, no-any-return]

    def get_list_more_buttons(self, instance: Booking) -> list[Any]:
        """Open steps beside "inspect"."""
        return [*super().get_list_more_buttons(instance), *open_steps(self.request.user, instance)]


class BookingInspectView(InspectView):
    """One booking, masked."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Open steps."""
        return open_steps(self.request.user, self.object)

    def get_fields_context(self) -> list[dict[str, Any]]:
        """Who and when, before the fields of the record."""
        slot, person = self.object.slot, self.object.beneficiary
        rows = [
            (_("Service"), slot.offering),
            (_("Time"), moment(slot.starts)),
            (_("For"), mask_name(person.name.reveal())),
            (_("Phone"), mask_phone(person.phone.reveal())),
            (pgettext_lazy("remark", "Note"), _("There is a note") if self.object.note else _("none")),
        ]
        own = [{"label": label, "value": value, "component": None} for label, value in rows]
        return [*own, *(row for row in super().get_fields_context() if row["value"] not in (None, ""))]


class StepView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One step of a booking: say what happens, ask what has to be known, do it."""

    model = Booking
    permission_required = "handle"
    template_name = "booking/admin_step.html"
    header_icon = "calendar-alt"
    form_class: type[Any] = ConfirmForm
    explanation: Any = ""
    done: Any = ""
    action: Callable[..., Any]

    def get_object(self) -> Booking:
        """The booking of the address."""
        found: Booking = get_object_or_404(Booking.objects.with_service(), pk=self.kwargs["pk"])
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look the booking up before anything else."""
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Run the action; a refusal changes nothing and says why."""
        try:
            type(self).action(booking=self.object, actor=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, self.done)
        return redirect(f"{NAMESPACE}:inspect", self.object.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the booking and the queue."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAMESPACE}:index"), "label": _("Bookings")},
            {"url": reverse(f"{NAMESPACE}:inspect", args=[self.object.pk]), "label": self.object.number_words},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The booking and what the step means."""
        back = reverse(f"{NAMESPACE}:inspect", args=[self.object.pk])
        return super().get_context_data(**kwargs) | {
            "booking": self.object,
            "masked_name": mask_name(self.object.beneficiary.name.reveal()),
            "explanation": self.explanation,
            "back": back,
        }


class CompleteView(StepView):
    """The service was given."""

    page_title = _("Mark as completed")
    explanation = _("The service was given at the booked time.")
    done = _("Marked as completed.")
    action = staticmethod(actions.complete_booking)


class WelfareCheckView(StepView):
    """Somebody did not come: how was she found?"""

    page_title = _("Welfare check")
    explanation = _(
        "Whoever doesn't come may need help. Knock and call; then the emergency contact within 30 minutes; then send the "
        "grid worker, or call 110 or 120. Record here how the person was found."
    )
    done = _("Recorded.")
    form_class = WelfareCheckForm
    action = staticmethod(actions.record_welfare_check)


class NoShowView(StepView):
    """Did not come, and is well."""

    page_title = _("Mark as not come")
    explanation = _("Only after the welfare check. The seat stays used.")
    done = _("Marked as not come.")
    action = staticmethod(actions.mark_no_show)


class CancelView(StepView):
    """The provider cancels."""

    page_title = _("Cancel for the provider")
    explanation = _("The resident is told at once, with the reason. The seat becomes free.")
    done = _("Cancelled; the resident has been told.")
    form_class = CancelForm
    action = staticmethod(actions.cancel_booking_for_provider)


class RevealView(StepView):
    """Open name, phone and note, for a reason that is logged."""

    page_title = _("Show name, phone and note")
    explanation = _("Who looked, when and why is kept in the operation log.")
    form_class = RevealForm
    template_name = "booking/admin_reveal.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Show them on this very answer: they stand in no address and in no cache."""
        try:
            contact = actions.reveal_contact(booking=self.object, actor=self.request.user, **form.cleaned_data)
        except TooManyReveals as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, contact=contact))


STEPS: dict[str, tuple[type[StepView], str]] = {
    "complete": (CompleteView, "check"),
    "welfare": (WelfareCheckView, "help"),
    "no-show": (NoShowView, "cross"),
    "cancel": (CancelView, "cross"),
    "reveal": (RevealView, "view"),
}


def open_steps(user: Any, booking: Booking) -> list[Button]:
    """The steps that `user` may take with this booking now."""
    if not can_handle_booking(user, booking):
        return []
    names = ["reveal"]
    if booking.status == BookingStatus.CONFIRMED:
        begun = clock.now() >= booking.slot.starts
        checked = booking.welfare_checked_at is not None
        names += ["complete", "no-show" if checked else "welfare"] if begun else []
        names += ["cancel"]
    return [
        Button(
            STEPS[name][0].page_title,
            url=reverse(f"{NAMESPACE}:{name}", args=[booking.pk]),
            icon_name=STEPS[name][1],
            priority=40 + place,
        )
        for place, name in enumerate(names)
    ]


@never_cache
def day_list(request: HttpRequest) -> HttpResponse:
    """The bookings of one day on paper, names masked, with room for a tick."""
    communities = Community.objects.staffed_by(request.user, *HANDLERS)
    wanted = request.GET.get("community", "")
    community = get_object_or_404(communities, key=wanted) if wanted else communities.first()
    if community is None or not can_see_day_list(request.user, community):
        raise PermissionDenied
    day = clock.parse_day(request.GET.get("day", "")) or clock.today()
    confirmed = Booking.objects.in_community(community).on_day(day).seated().with_service()
    rows = [
        {
            "booking": booking,
            "name": mask_name(booking.beneficiary.name.reveal()),
            "phone": mask_phone(booking.beneficiary.phone.reveal()),
        }
        for booking in confirmed
    ]
    context = {"rows": rows, "community": community, "day": day, "communities": communities}
    context |= {"earlier": clock.add_days(day, -1), "later": clock.add_days(day, 1), "printed_at": clock.now()}
    return render(request, "booking/day_list.html", context)
