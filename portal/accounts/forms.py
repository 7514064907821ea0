"""Forms of the accounts room."""

from __future__ import annotations

from typing import Any

import phonenumbers
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from portal.accounts.actions import register_resident
from portal.accounts.enums import PERSONAL_FIELDS, RevealReason
from portal.accounts.models import Resident, User
from portal.communities.models import Community
from portal.crypto.normalise import normalise_identity_number, normalise_name
from portal.forms import CleanForm

STAFF_PASSWORD_LENGTH = 12


class ChinesePhoneField(forms.CharField):
    """A phone number as people write it; the clean value is E.164 (+8613800138000)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile phone"))
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "type": "tel"})
        kwargs.setdefault("max_length", 24)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Parse with China as the default country."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "CN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("This is not a phone number. Enter for example 138 0013 8000."), code="invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class LoginForm(AllauthLoginForm):
    """Sign-in with a password, for staff and whoever has set one; residents are offered a code first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name, mobile phone or e-mail")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def _setup_password_field(self) -> None:
        """Keep the password: allauth drops it where sign-up asks for none."""


class SignupForm(AllauthSignupForm):
    """Sign-up: phone or e-mail, name, community. A code confirms it; no password is asked for."""

    field_order = ("phone", "email", "name", "community")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Your name"),
            max_length=60,
            help_text=_("Stored encrypted. Only staff of your community see it, partly hidden."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )
        self.fields["community"] = forms.ModelChoiceField(
            label=_("Your community"), queryset=Community.objects.open(), empty_label=_("Choose …")
        )
        self.fields["phone"].help_text = _("We text you a code. Leave empty if you would rather use e-mail.")
        self.fields["email"].required = False
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways to reach the person."""
        data = super().clean() or self.cleaned_data
        if not data.get("phone") and not data.get("email") and not self.has_error("phone"):
            self.add_error("phone", _("Enter a mobile phone number or an e-mail address."))
        return data

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Create the account and the resident behind it together."""
        user: User = super().save(request)
        register_resident(
            user=user,
            actor=user,
            community=self.cleaned_data["community"],
            name=self.cleaned_data["name"],
            phone=self.cleaned_data.get("phone") or "",
        )
        return user


class SamePersonForm(CleanForm):
    """What only the account's owner knows: the name, and the end of the identity number or the date of birth."""

    name = forms.CharField(label=_("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    proof = forms.CharField(
        label=_("Last four characters of your identity number"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resident = resident
        if not resident.id_number:
            self.fields["proof"].label = _("Your date of birth, for example 1953-03-18")

    def clean(self) -> dict[str, Any]:
        """Compare both at once, so that nobody learns which of them was wrong."""
        data = super().clean() or {}
        if self.errors:
            return data
        number = normalise_identity_number(self.resident.id_number.reveal())
        expected = number[-4:] if number else self.resident.birth_date.reveal()
        given = normalise_identity_number(data["proof"]) if number else data["proof"].strip()
        same_name = normalise_name(data["name"]) == normalise_name(self.resident.name.reveal())
        # Neither on record: there is nothing to prove with, so nobody gets in this way.
        if not expected or not same_name or not constant_time_compare(given, expected):
            raise ValidationError(_("Name or proof is not what is on record."), code="wrong")
        return data


class EnrolForm(forms.Form):
    """A member of staff's first password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        help_text=_("At least twelve characters. A sentence is easier to remember than a word with signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Both alike, long enough, not a usual one."""
        data = super().clean() or {}
        password = data.get("password") or ""
        if password and len(password) < STAFF_PASSWORD_LENGTH:
            self.add_error("password", _("Staff passwords have at least twelve characters."))
        elif password:
            try:
                validate_password(password, self.user)
            except ValidationError as error:
                self.add_error("password", error)
        if password and data.get("again") != password:
            self.add_error("again", _("The two passwords differ."))
        return data


class RevealForm(CleanForm):
    """What of a resident is opened, and why."""

    fields_to_open = forms.MultipleChoiceField(
        label=_("What do you need?"),
        choices=[(name, label) for name, label in PERSONAL_FIELDS.items() if name != "note"],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(label=_("Why do you need it?"), choices=RevealReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("More about why"),
        required=False,
        max_length=200,
        help_text=_("The resident reads reason and note on the privacy page."),
    )
