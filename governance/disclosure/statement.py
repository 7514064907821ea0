"""The accounts of a period as a page shows them: the sentence first, then tables, chart and comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.disclosure.enums import EntryClass, Side
from governance.disclosure.ledger import Ledger
from governance.disclosure.models import FinancialDisclosurePage, LedgerEntry
from governance.disclosure.money import Money
from portal.components import Bar, BarChart, FigureTable, Stat, StatRow
from portal.dates import short_day

if TYPE_CHECKING:
    from collections.abc import Mapping

Sums = dict[tuple[str, str], int]


def statement_context(page: FinancialDisclosurePage) -> dict[str, Any]:
    """Sums, tables and charts; three statements whatever the number of entries."""
    ledger = page.ledger
    sums = ledger.by_class()
    previous = previous_statement(page)
    earlier = LedgerEntry.objects.filter(page=previous).by_class() if previous else {}
    return {
        "ledger": ledger,
        "summary": summary(page, ledger),
        "stats": _stats(ledger),
        "previous": previous,
        "comparisons": [comparison_table(side, sums, earlier, previous) for side in Side],
        "charts": [_chart(side, sums) for side in Side if ledger.total(side)],
        "entry_tables": [entry_table(side, ledger) for side in Side],
    }


def previous_statement(page: FinancialDisclosurePage) -> FinancialDisclosurePage | None:
    """The published accounts of the period before, in the same community."""
    period = page.period.previous() if page.period else None
    if period is None or page.pk is None:
        return None
    return FinancialDisclosurePage.objects.sibling_of(page).live().in_periods([period]).order_by("-pk").first()


def summary(page: FinancialDisclosurePage, ledger: Ledger) -> str:
    """The whole page in one sentence."""
    words = {
        "period": page.period or page.title,
        "income": ledger.income,
        "expenditure": ledger.expenditure,
        "closing": ledger.closing,
    }
    return _("%(period)s: income %(income)s, expenditure %(expenditure)s, balance %(closing)s.") % words


def comparison_table(side: Side, sums: Sums, earlier: Sums, previous: FinancialDisclosurePage | None) -> FigureTable:
    """Sums of one side by class, beside those of the period before."""
    classes = [name for name in EntryClass.values if (side, name) in sums or (side, name) in earlier]
    rows = [
        _compared(EntryClass(name).label, sums.get((side, name), 0), earlier.get((side, name), 0), previous)
        for name in classes
    ]
    columns = [pgettext("ledger", "Class"), _("This period")]
    if previous:
        columns += [str(previous.period), pgettext("ledger", "Change")]
    return FigureTable(
        caption=_("%(side)s by class") % {"side": side.label},
        columns=columns,
        rows=rows,
        totals=_compared(_("Total"), _of(side, sums), _of(side, earlier), previous),
        empty=_("No entries in this period."),
    )


def entry_table(side: Side, ledger: Ledger) -> FigureTable:
    """Entry by entry, with the sum of the side."""
    entries = [entry for entry in ledger.entries if entry.side == side]
    rows = [
        [
            number,
            short_day(entry.entered_on),
            entry.get_category_display(),
            entry.summary,
            entry.voucher_no,
            _money(entry),
        ]
        for number, entry in enumerate(entries, start=1)
    ]
    return FigureTable(
        caption=_("%(side)s, entry by entry") % {"side": side.label},
        columns=[
            _("No."),
            _("Date"),
            pgettext("ledger", "Class"),
            pgettext("ledger", "Summary"),
            _("Voucher"),
            _("Amount"),
        ],
        rows=rows,
        totals=[_("Total"), "", "", "", "", ledger.total(side)],
        numeric={5},
        empty=_("No entries in this period."),
    )


def _money(entry: LedgerEntry) -> Money:
    return Money(entry.amount_fen)


def _of(side: Side, sums: Mapping[tuple[str, str], int]) -> int:
    return sum(fen for (own, _category), fen in sums.items() if own == side)


def _compared(label: Any, now: int, before: int, previous: FinancialDisclosurePage | None) -> list[Any]:
    if previous is None:
        return [label, Money(now)]
    return [label, Money(now), Money(before), Money(now - before).signed]


def _stats(ledger: Ledger) -> StatRow:
    return StatRow(
        stats=[
            Stat(ledger.opening, _("Opening balance")),
            Stat(ledger.income, Side.INCOME.label),
            Stat(ledger.expenditure, Side.EXPENDITURE.label),
            Stat(ledger.closing, _("Closing balance")),
        ]
    )


def _chart(side: Side, sums: Sums) -> BarChart:
    bars = [
        Bar(EntryClass(category).label, Money(fen).yuan, str(Money(fen)))
        for (own, category), fen in sorted(sums.items(), key=lambda row: -row[1])
        if own == side
    ]
    return BarChart(title=side.label, bars=bars)
