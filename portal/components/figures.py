"""Components made of figures: tables, bars, progress, large numbers. Charts are SVG drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from portal.components.base import Part, Words

Number: TypeAlias = int | float | Decimal

BAR_AREA = 300  # SVG units for the longest bar


@dataclass(frozen=True)
class FigureTable(Part):
    """A table of figures with caption, scope and totals."""

    caption: Words
    columns: Sequence[Words]
    rows: Sequence[Sequence[Any]]
    totals: Sequence[Any] | None = None
    note: Words = ""
    numeric: Set[int] | None = None
    empty: Words = ""

    template_name = "components/figure_table.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Pair every cell with whether its column holds figures."""
        numeric = set(range(1, len(self.columns))) if self.numeric is None else self.numeric
        mark = [position in numeric for position in range(len(self.columns))]
        return super().get_context_data(parent_context) | {
            "columns": list(zip(self.columns, mark, strict=True)),
            "rows": [list(zip(row, mark, strict=True)) for row in self.rows],
            "totals": list(zip(self.totals, mark, strict=True)) if self.totals else None,
            "width": len(self.columns),
        }


@dataclass(frozen=True)
class Bar:
    """One value; `text` is how it is written (¥50,900.00, 82 %)."""

    label: Words
    value: Number
    text: Words = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class BarChart(Part):
    """Horizontal bars; the table beneath says the same."""

    title: Words
    bars: Sequence[Bar]
    unit: Words = ""
    target: Number | None = None
    target_label: Words = ""

    template_name = "components/bar_chart.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Lengths in SVG units. Negative values are drawn as nothing and written as what they are."""
        lengths = [max(float(bar.value), 0.0) for bar in self.bars]
        longest = max([*lengths, float(self.target or 0)]) or 1.0
        return super().get_context_data(parent_context) | {
            "drawn": [
                {"bar": bar, "text": bar.text or bar.value, "width": round(length / longest * BAR_AREA, 1)}
                for bar, length in zip(self.bars, lengths, strict=True)
            ],
            "target_x": None if self.target is None else round(float(self.target) / longest * BAR_AREA, 1),
        }


@dataclass(frozen=True)
class Progress(Part):
    """How far something has come: words first, the bar repeats them."""

    value: Number
    maximum: Number
    label: Words
    text: Words = ""

    template_name = "components/progress.html"


@dataclass(frozen=True)
class Stat:
    """A large figure with what it counts."""

    value: Any
    label: Words
    text: Words = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class StatRow(Part):
    """A few large figures beside each other."""

    stats: Sequence[Stat]

    template_name = "components/stat_row.html"
