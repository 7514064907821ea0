"""The search form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.communities.models import Community


class SearchForm(forms.Form):
    """Words, and where to look."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search", "autocomplete": "off"}),
        help_text=_("Chinese words or their pinyin, for example zhapian."),
    )
    community = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Community.objects.open(),
        to_field_name="key",
        required=False,
        empty_label=_("Everywhere"),
    )
