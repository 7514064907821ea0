"""One question per page: the forms of the registration, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.elections.enums import Category, Reason, Status
from portal import clock
from portal.accounts.forms import ChinesePhoneField
from portal.accounts.identity import birth_date_in, validate_identity_number
from portal.crypto.normalise import normalise_identity_number
from portal.forms import CleanForm
from portal.text import clean_text

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from governance.elections.models import Registration


class CategoryForm(CleanForm):
    """By what right, and since when."""

    category = forms.ChoiceField(
        label=_("Which of these is true?"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is true for you.")},
    )
    resident_since = forms.DateField(
        label=_("Living here since"),
        required=False,
        help_text=_("Only if you are registered elsewhere. The month is enough: give its first day."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:
        """Habitual residence needs the day it began."""
        data: dict[str, Any] = super().clean() or {}
        since = data.get("resident_since")
        if data.get("category") == Category.HABITUAL and since is None and "resident_since" not in self.errors:
            self.add_error("resident_since", _("Enter since when you have been living here."))
        if since is not None and since > clock.today():
            self.add_error("resident_since", _("This day is still to come."))
        return data


class IdentityForm(CleanForm):
    """Name and identity number."""

    name = forms.CharField(
        label=_("Name, as on the identity card"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the name.")},
    )
    id_number = forms.CharField(
        label=_("Identity number"),
        max_length=24,
        help_text=_("18 characters; spaces don't matter. Stored encrypted, never published."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the identity number.")},
    )

    def clean_name(self) -> str:
        """One line without invisible characters."""
        name: str = clean_text(self.cleaned_data["name"])
        return name

    def clean_id_number(self) -> str:
        """A valid number, in one spelling."""
        number = self.cleaned_data["id_number"]
        validate_identity_number(number)
        return normalise_identity_number(number)


class AddressForm(CleanForm):
    """Where the person lives."""

    address = forms.CharField(
        label=_("Address in this community"),
        max_length=200,
        help_text=_("Estate, building, unit, room."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Enter the address.")},
    )

    def clean_address(self) -> str:
        """One line without invisible characters."""
        address: str = clean_text(self.cleaned_data["address"])
        return address


class PhoneForm(CleanForm):
    """How the committee reaches the person."""

    phone = ChinesePhoneField(
        label=_("Phone for questions"),
        error_messages={"required": _("Enter a phone number, a landline will do.")},
        help_text=_("A landline is fine too. The committee calls only about the registration."),
    )


class DeclarationForm(CleanForm):
    """The declaration before sending."""

    declares_single = forms.BooleanField(
        label=_("I declare that the answers are true and that I register for this election in no other community."),
        error_messages={"required": _("The declaration is needed: nobody may vote in two communities.")},
    )


class DecisionForm(CleanForm):
    """What the committee decides."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", "—"), *Reason.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (Status.ACCEPTED, _("Accept")),
            (Status.NEEDS_MORE, _("Ask for what is missing")),
            (Status.REJECTED, pgettext_lazy("registration", "Reject")),
        ]

    def clean(self) -> dict[str, Any]:
        """Anything but accepting needs a reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") in (Status.REJECTED, Status.NEEDS_MORE) and not data.get("reason"):
            self.add_error("reason", _("Choose a reason: the voter reads it."))
        return data


@dataclass(frozen=True)
class Question:
    """One page of the registration."""

    slug: str
    title: Promise
    form: type[forms.Form]

    @property
    def fields(self) -> tuple[str, ...]:
        """The answers it asks for."""
        return tuple(self.form.base_fields)


QUESTIONS = (
    Question("category", _("Do you belong to this community?"), CategoryForm),
    Question("identity", _("What is the voter's name and number?"), IdentityForm),
    Question("address", _("Where do you live?"), AddressForm),
    Question("phone", _("How do we reach you?"), PhoneForm),
)


def question(slug: str) -> tuple[int, Question]:
    """The question with this slug and its place from 0; raises KeyError."""
    for place, item in enumerate(QUESTIONS):
        if item.slug == slug:
            return place, item
    raise KeyError(slug)


def initial_of(registration: Registration, item: Question) -> dict[str, Any]:
    """What the voter has already answered; shown to her and her helper only."""
    values = {name: getattr(registration, name) for name in item.fields}
    return {name: value.reveal() if hasattr(value, "reveal") else value for name, value in values.items()}


def check_age(registration: Registration, number: str) -> None:
    """Refuse a number whose owner is not yet 18 on election day; the day itself counts (art. 16)."""
    born, election = birth_date_in(number), registration.election
    if born is not None and clock.age_on(born, election.election_day) < election.profile.voting_age:
        raise ValidationError(
            _("By this number the person is not yet 18 on election day. If that is wrong, call the committee.")
        )
