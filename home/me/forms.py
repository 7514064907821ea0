"""Forms of my page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import DisplayMode, Language


class PreferencesForm(forms.Form):
    """How large, and in which language."""

    mode = forms.ChoiceField(label=_("Display"), choices=DisplayMode.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, widget=forms.RadioSelect)
