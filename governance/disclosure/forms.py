"""Admin forms of the page types, and the filter of the public list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.disclosure.enums import Affair, Part
from governance.disclosure.ledger import Ledger
from portal.page_form import BasePageForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from governance.disclosure.models import DisclosureItem


class DisclosurePageForm(BasePageForm):
    """Asks for completeness when a disclosure goes to approval or out; drafts may lack anything."""

    def missing(self) -> dict[str, StrOrPromise]:
        """What the page itself misses."""
        found: dict[str, StrOrPromise] = self.instance.missing()
        return found

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.missing().items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)


class AffairsPageForm(DisclosurePageForm):
    """Offers what is disclosed by an article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "item" in self.fields:
            self.fields["item"].queryset = self.fields["item"].queryset.articles()  # type: ignore[attr-defined]


class FinancialDisclosurePageForm(DisclosurePageForm):
    """Sets the catalogue's item of the accounts, and checks the balance over the rows being submitted."""

    def missing(self) -> dict[str, StrOrPromise]:
        """The page knows its stored rows only: judge by the submitted ones instead."""
        if self.instance.item_id is None:
            items = type(self.instance)._meta.get_field("item").related_model.objects
            self.instance.item = items.filter(has_ledger=True, reported_with=None).first()
        found = super().missing()
        balances = (self.instance.opening_fen, self.instance.closing_fen)
        if None in balances or "entries" not in self.formsets:
            return found
        found.pop("closing_fen", None)
        rows = self.formsets["entries"]
        if rows.is_valid():
            ledger = Ledger(*balances, [form.instance for form in rows.forms if _counts(form)])
            if not ledger.is_balanced:
                found["closing_fen"] = ledger.imbalance
        return found


def _counts(form: Any) -> bool:
    """Whether a submitted row is kept: neither deleted nor left empty."""
    cleaned = form.cleaned_data
    return bool(cleaned) and not cleaned.get("DELETE") and cleaned.get("amount_fen") is not None


class DisclosureFilterForm(forms.Form):
    """`?affair=&item=&year=&part=` of the list; anything unknown is as if it were not asked for."""

    affair = forms.ChoiceField(choices=Affair.choices, required=False, widget=forms.HiddenInput)
    item = forms.ChoiceField(label=_("Item"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    part = forms.ChoiceField(label=_("Period"), choices=[("", _("All periods")), *Part.choices], required=False)

    def __init__(self, data: Any, *, items: Iterable[DisclosureItem], years: Iterable[int]) -> None:
        super().__init__(data)
        self.items = {item.code: item for item in items}
        affair = self["affair"].data
        offered = [item for item in self.items.values() if affair not in Affair.values or item.affair == affair]
        self.fields["item"].choices = [("", _("All items")), *((item.code, str(item)) for item in offered)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, name: str) -> str:
        """The valid choice, or an empty string."""
        return str(self.cleaned_data.get(name, ""))
