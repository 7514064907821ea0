"""The arithmetic of a ledger; nothing here touches the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.disclosure.enums import EntryClass, Side
from governance.disclosure.money import Money

if TYPE_CHECKING:
    from governance.disclosure.models import LedgerEntry


@dataclass(frozen=True)
class Ledger:
    """Opening and closing balance in fen, and what lies between."""

    opening_fen: int
    closing_fen: int
    entries: Sequence[LedgerEntry]

    def total(self, side: Side) -> Money:
        """Sum of one side."""
        return Money(sum(entry.amount_fen for entry in self.entries if entry.side == side))

    @property
    def income(self) -> Money:
        """All that came in."""
        return self.total(Side.INCOME)

    @property
    def expenditure(self) -> Money:
        """All that went out."""
        return self.total(Side.EXPENDITURE)

    @property
    def opening(self) -> Money:
        """The balance before."""
        return Money(self.opening_fen)

    @property
    def closing(self) -> Money:
        """The balance after."""
        return Money(self.closing_fen)

    @property
    def expected_closing(self) -> Money:
        """What the balance after has to be."""
        return self.opening + self.income - self.expenditure

    @property
    def is_balanced(self) -> bool:
        """Opening + income − expenditure = closing, to the fen (Rules on financial disclosure of rural collectives, 2012)."""
        return self.expected_closing == self.closing

    @property
    def imbalance(self) -> str:
        """What is wrong and by how much, for the field of the closing balance; empty when it balances."""
        off = self.closing - self.expected_closing
        if not off:
            return ""
        words = {"expected": self.expected_closing, "amount": abs(off)}
        if off.fen > 0:
            return (
                _("Opening balance plus income minus expenditure gives %(expected)s: this is %(amount)s too much.")
                % words
            )
        return (
            _("Opening balance plus income minus expenditure gives %(expected)s: this is %(amount)s too little.")
            % words
        )

    def by_class(self) -> dict[tuple[str, str], int]:
        """Fen by side and class, in the order of the classes."""
        sums: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            key = (entry.side, entry.category)
            sums[key] = sums.get(key, 0) + entry.amount_fen
        order = list(EntryClass.values)
        return dict(sorted(sums.items(), key=lambda row: order.index(row[0][1])))
