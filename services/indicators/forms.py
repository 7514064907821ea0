"""Narrowing the panel."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.indicators.definitions import edition
from services.indicators.enums import Verdict


class PanelFilterForm(forms.Form):
    """Group of indicators, a verdict, a year."""

    group = forms.ChoiceField(label=_("Group of indicators"), required=False)
    verdict = forms.ChoiceField(
        label=_("With at least one"),
        required=False,
        choices=[("", pgettext_lazy("verdicts", "any verdict")), *Verdict.choices],
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, years: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["group"].choices = [("", _("All groups")), *((item.key, item.name) for item in edition().groups)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("newest")), *((year, year) for year in years)]  # type: ignore[attr-defined]
