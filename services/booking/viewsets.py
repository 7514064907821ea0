"""Admin screens: the queue of bookings, what is offered, weekly times, single times."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.communities.viewsets import CommunityModelViewSet
from portal.crypto.masking import mask_name
from portal.dates import moment
from services.booking.actions import drop_pattern
from services.booking.admin_forms import NewSlotForm, OfferingForm, SlotForm, SlotPatternForm
from services.booking.admin_views import NAMESPACE, STEPS, BookingIndexView, BookingInspectView, day_list
from services.booking.models import Booking, Offering, Slot, SlotPattern


def written_out(slot: Slot) -> str:
    """The time in full: the admin's own date column says "just now" of everything that is still to come."""
    return moment(slot.starts)


class BookingViewSet(CommunityModelViewSet):
    """Bookings: made by residents, carried on by staff step by step, never edited."""

    model = Booking
    name = NAMESPACE
    icon = "calendar-alt"
    menu_label = _("Bookings")
    add_to_reference_index = False
    index_view_class = BookingIndexView
    inspect_view_enabled = True
    inspect_view_class = BookingInspectView
    inspect_view_fields = [
        "number", "status", "status_at", "created_at", "welfare_outcome", "welfare_checked_at", "cancel_reason",
    ]  # fmt: skip
    form_fields = ["slot"]
    ordering = ["-slot__starts"]
    list_display = [
        "number",
        Column("service", label=_("Service"), accessor="slot.offering"),
        Column("starts", label=_("Time"), accessor=lambda booking: written_out(booking.slot), sort_key="slot__starts"),
        Column("person", label=_("For"), accessor=lambda booking: mask_name(booking.beneficiary.name.reveal())),
        Column("status", label=_("State"), accessor="get_status_display"),
        Column("checked", label=_("Welfare check"), accessor="get_welfare_outcome_display"),
    ]

    @cached_property
    def step_views(self) -> dict[str, Any]:
        """One confirmation page per step."""
        return {name: self.construct_view(view) for name, (view, _icon) in STEPS.items()}

    def get_urlpatterns(self) -> list[URLPattern]:
        """The viewset's own, the steps, the day list."""
        steps = [path(f"{name}/<int:pk>/", view, name=name) for name, view in self.step_views.items()]
        return [*super().get_urlpatterns(), *steps, path("day/", day_list, name="day_list")]


class OfferingViewSet(CommunityModelViewSet):
    """What is offered."""

    model = Offering
    name = "booking_offerings"
    icon = "list-ul"
    menu_label = _("Bookable services")
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        "community",
        "provider",
        "is_open",
    ]
    list_filter = ["kind", "is_open"]
    search_fields = ["name", "provider"]

    def get_form_class(self, for_update: bool = False) -> type[OfferingForm]:
        """The scoped form."""
        return OfferingForm


class DropPatternView(DeleteView):
    """End a weekly time through the action."""

    def delete_action(self) -> None:
        """Times that were already made stay."""
        drop_pattern(pattern=self.object, actor=self.request.user)


class SlotPatternViewSet(CommunityModelViewSet):
    """Weekly times."""

    model = SlotPattern
    name = "booking_patterns"
    icon = "calendar"
    menu_label = _("Weekly times")
    list_display = [
        "offering",
        Column("weekday", label=_("Weekday"), accessor="get_weekday_display"),
        "starts",
        "ends",
        "capacity",
    ]
    list_filter = ["weekday"]
    delete_view_class = DropPatternView

    def get_form_class(self, for_update: bool = False) -> type[SlotPatternForm]:
        """The scoped form."""
        return SlotPatternForm


class SlotViewSet(CommunityModelViewSet):
    """Single times: opened, closed, given more or fewer seats."""

    model = Slot
    name = "booking_slots"
    icon = "time"
    menu_label = _("Times")
    list_display = [
        "offering",
        Column("starts", label=pgettext_lazy("time", "From"), accessor=written_out),
        "capacity",
        "booked",
        "is_open",
    ]
    list_filter = {"starts": ["date"], "is_open": ["exact"]}
    ordering = ["-starts"]

    def get_form_class(self, for_update: bool = False) -> type[NewSlotForm | SlotForm]:
        """A new time is chosen freely; of an existing one only seats and opening change."""
        return SlotForm if for_update else NewSlotForm


class BookingViewSetGroup(ViewSetGroup):
    """Menu group."""

    menu_label = _("Services")
    menu_icon = "calendar-alt"
    menu_order = 340
    items = (BookingViewSet(), OfferingViewSet(), SlotPatternViewSet(), SlotViewSet())
