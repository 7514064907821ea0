"""Forms of the booking room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import CleanForm
from portal.page_form import BasePageForm
from services.booking.enums import NOTE_LENGTH

if TYPE_CHECKING:
    from services.booking.people import Person


class ServicePageForm(BasePageForm):
    """Offers the community's own services only, and asks for completeness when the page goes to approval or out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "offering" in self.fields:
            page = self.instance if self.instance.pk else self.parent_page.specific
            field = self.fields["offering"]
            field.queryset = field.queryset.filter(community=page.owning_community)  # type: ignore[attr-defined]
            field.required = False

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.instance.missing().items():
            self.add_error(field if field in self.fields else None, message)


class BookingForm(CleanForm):
    """For whom, and what the provider should know. The key makes pressing the button twice harmless."""

    beneficiary = forms.ChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the provider know?"),
        help_text=_("For example: low salt, uses a wheelchair. Only the people who give the service read it."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        self.fields["beneficiary"].choices = [(key, person.label) for key, person in self.people.items()]  # type: ignore[attr-defined]

    @property
    def person(self) -> Person:
        """The chosen person."""
        return self.people[self.cleaned_data["beneficiary"]]
