"""Admin forms: what is offered, when, and the questions asked before a booking changes its state."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput, AdminTimeInput

from portal.accounts.enums import RevealReason
from portal.communities.forms import CommunityScopedForm
from portal.forms import CleanForm
from services.booking.actions import keep_offering, keep_pattern, keep_slot
from services.booking.enums import WelfareOutcome
from services.booking.models import Offering, Slot, SlotPattern


class OfferingForm(CommunityScopedForm):
    """A service of one's own community."""

    class Meta:
        model = Offering
        fields = [
            "community", "kind", "name", "provider", "provider_phone", "place", "price_fen", "subsidy_note", "min_age",
            "book_hours", "book_days", "book_time", "cancel_hours", "cancel_days", "cancel_time", "is_open",
        ]  # fmt: skip
        widgets = {"book_time": AdminTimeInput, "cancel_time": AdminTimeInput}
        help_texts = {
            "book_hours": _("Leave all deadlines empty for the usual ones of the kind."),
            "cancel_hours": _("Leave all deadlines empty for the usual ones of the kind."),
        }

    def save(self, commit: bool = True) -> Offering:
        """Through the action."""
        return keep_offering(offering=super().save(commit=False), actor=self.for_user)


class SlotPatternForm(CommunityScopedForm):
    """A weekly time of a service of one's own community."""

    scoped_fields = {"offering": "community"}

    class Meta:
        model = SlotPattern
        fields = ["offering", "weekday", "starts", "ends", "capacity"]
        widgets = {"starts": AdminTimeInput, "ends": AdminTimeInput}

    def save(self, commit: bool = True) -> SlotPattern:
        """Through the action, which makes the next times at once."""
        return keep_pattern(pattern=super().save(commit=False), actor=self.for_user)


class NewSlotForm(CommunityScopedForm):
    """A single time beside the weekly ones."""

    scoped_fields = {"offering": "community"}

    class Meta:
        model = Slot
        fields = ["offering", "starts", "ends", "capacity"]
        widgets = {"starts": AdminDateTimeInput, "ends": AdminDateTimeInput}

    def save(self, commit: bool = True) -> Slot:
        """Through the action."""
        return keep_slot(slot=super().save(commit=False), actor=self.for_user)


class SlotForm(CommunityScopedForm):
    """What may change of a time that people can have booked: its seats, and whether it is open."""

    class Meta:
        model = Slot
        fields = ["capacity", "is_open"]

    def save(self, commit: bool = True) -> Slot:
        """Through the action."""
        return keep_slot(slot=super().save(commit=False), actor=self.for_user)


class ConfirmForm(forms.Form):
    """A confirmation without any question; its data goes to the action as it is."""


class CancelForm(CleanForm):
    """Why the provider cancels; residents read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The resident reads it. Write nothing personal about anyone.")
    )


class WelfareCheckForm(forms.Form):
    """How the person was found."""

    outcome = forms.ChoiceField(
        label=_("How was the person found?"), choices=WelfareOutcome.choices, widget=forms.RadioSelect
    )

    def clean_outcome(self) -> WelfareOutcome:
        """The member of the enumeration."""
        return WelfareOutcome(self.cleaned_data["outcome"])


class RevealForm(forms.Form):
    """Why name, phone and note are opened."""

    reason = forms.ChoiceField(label=_("Why do you need it?"), choices=RevealReason.choices, widget=forms.RadioSelect)

    def clean_reason(self) -> RevealReason:
        """The member of the enumeration."""
        return RevealReason(self.cleaned_data["reason"])
