"""The filter of the public list, and the admin form of an entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.communities.forms import CommunityScopedForm
from portal.communities.permissions import scope_of
from portal.text import clean_text
from services.directory.actions import keep_entry
from services.directory.enums import Bill, EntryKind, FacilityKind
from services.directory.models import DirectoryEntry
from services.directory.permissions import KEEPERS

LONGEST_QUERY = 40


class DirectoryFilterForm(forms.Form):
    """`?q=&kind=&bill=&facility=`; anything unknown counts as not given."""

    q = forms.CharField(
        label=_("Look for"), required=False, max_length=LONGEST_QUERY, widget=forms.TextInput(attrs={"type": "search"})
    )
    bill = forms.ChoiceField(
        label=_("Bill"), required=False, choices=[("", pgettext_lazy("bills", "All")), *Bill.choices]
    )
    facility = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("facilities", "All")), *FacilityKind.choices]
    )
    kind = forms.ChoiceField(required=False, choices=EntryKind.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()
        if self.chosen_kind != EntryKind.PAYMENT:
            del self.fields["bill"]
        if self.chosen_kind != EntryKind.FACILITY:
            del self.fields["facility"]
        if self.chosen_kind is None:
            del self.fields["kind"]

    @property
    def chosen_kind(self) -> EntryKind | None:
        """The chosen kind."""
        return EntryKind(self.cleaned_data["kind"]) if self.cleaned_data.get("kind") else None

    @property
    def chosen_bill(self) -> Bill | None:
        """The chosen bill, among payment channels."""
        chosen = self.cleaned_data.get("bill") if self.chosen_kind == EntryKind.PAYMENT else ""
        return Bill(chosen) if chosen else None

    @property
    def chosen_facility(self) -> FacilityKind | None:
        """The chosen kind of facility, among facilities."""
        chosen = self.cleaned_data.get("facility") if self.chosen_kind == EntryKind.FACILITY else ""
        return FacilityKind(chosen) if chosen else None

    @property
    def words(self) -> str:
        """What is looked for, one line without invisible characters."""
        return " ".join(clean_text(self.cleaned_data.get("q") or "").split())


class DirectoryEntryForm(CommunityScopedForm):
    """An entry of one's own community; of the whole county with a county post."""

    link = forms.URLField(
        label=_("Link"), required=False, max_length=300, assume_scheme="https", help_text=_("Begins with https://.")
    )

    class Meta:
        model = DirectoryEntry
        fields = [
            "kind", "community", "estate", "name", "name_en", "good_for", "good_for_en", "facility", "units",
            *[bill.field for bill in Bill], "phone", "second_phone", "address", "hours", "materials", "link", "find_as",
            "order", "is_behind_scenes", "is_published",
        ]  # fmt: skip
        widgets = {"materials": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> dict[str, Any]:
        """Only the county writes for the whole county; an estate lies in its community; fields fit the kind."""
        data: dict[str, Any] = super().clean()
        community, estate = data.get("community"), data.get("estate")
        if community is None and "community" not in self.errors and scope_of(self.for_user, KEEPERS) is not None:
            self.add_error("community", _("Choose your community."))
        if estate and community and estate.community_id != community.pk:
            self.add_error("estate", _("This estate belongs to another community."))
        if data.get("kind") != EntryKind.FACILITY:
            data["facility"], data["units"] = "", 1
        if data.get("kind") != EntryKind.PAYMENT:
            data |= {bill.field: False for bill in Bill}
        return data

    def save(self, commit: bool = True) -> DirectoryEntry:
        """Through the action."""
        return keep_entry(entry=super().save(commit=False), actor=self.for_user)
