"""The catalogue of what is disclosed, and the page types that disclose it."""

from __future__ import annotations

from governance.disclosure.models.accounts import FinancialDisclosurePage, LedgerEntry
from governance.disclosure.models.catalogue import DisclosureItem
from governance.disclosure.models.pages import AffairsPage, DisclosureIndexPage, DisclosurePage

__all__ = [
    "AffairsPage",
    "DisclosureIndexPage",
    "DisclosureItem",
    "DisclosurePage",
    "FinancialDisclosurePage",
    "LedgerEntry",
]
