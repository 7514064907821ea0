"""The heat map: communities × 22 indicators, composed from one query for the cells and one for the communities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portal.communities.models import Community
from services.indicators.definitions import CURRENT_EDITION, Edition, Group, Indicator, edition
from services.indicators.enums import ERRORS, Declared, FindingCode, LiveState, Verdict
from services.indicators.models import Assessment
from services.indicators.query import PANEL_ROLES

# Every verdict is told by a word, a shape and a colour; shapes and words alone suffice.
SHAPES = {
    Verdict.MET: "●",
    Verdict.NOT_MET: "✕",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.INSUFFICIENT_DATA: "◐",
    Verdict.UNVERIFIED_CLAIM: "○",
}


@dataclass(frozen=True)
class Cell:
    """One community's state on one indicator."""

    code: int
    verdict: Verdict
    value: str
    live: LiveState
    declared_met: bool
    errors: int
    href: str

    @property
    def shape(self) -> str:
        """The shape of the verdict."""
        return SHAPES[self.verdict]

    @property
    def short_value(self) -> str:
        """The value as it fits into the map: 100% for 100.00%."""
        return self.value.replace(".00%", "%")

    @property
    def is_proved(self) -> bool:
        """Whether the portal's own records prove it."""
        return self.live == LiveState.PROVED


@dataclass(frozen=True)
class Line:
    """One community's row."""

    community: Community
    cells: list[Cell | None]
    counts: dict[Verdict, int]
    href: str

    @property
    def met(self) -> int:
        """Indicators met; claims nobody can verify never count."""
        return self.counts.get(Verdict.MET, 0)

    @property
    def applicable(self) -> int:
        """Indicators that apply."""
        return sum(1 for cell in self.cells if cell and cell.verdict != Verdict.NOT_APPLICABLE)

    @property
    def open_cells(self) -> list[Cell]:
        """What is neither met nor inapplicable, for the list on a phone."""
        done = (Verdict.MET, Verdict.NOT_APPLICABLE)
        return [cell for cell in self.cells if cell and cell.verdict not in done]


@dataclass(frozen=True)
class Panel:
    """The whole heat map."""

    edition: Edition
    year: int | None
    groups: list[Group]
    indicators: list[Indicator]
    lines: list[Line]
    totals: list[dict[str, Any]]

    @property
    def counts(self) -> list[tuple[Verdict, str, int]]:
        """Verdict, shape and number over all shown cells."""
        counted: Counter[Verdict] = Counter()
        for line in self.lines:
            counted.update(line.counts)
        return [(verdict, SHAPES[verdict], counted[verdict]) for verdict in Verdict]


def build_panel(
    user: Any, *, year: int | None = None, group: str = "", verdict: str = "", key: str = CURRENT_EDITION
) -> Panel:
    """The panel as `user` may see it: of a year, one group of indicators, communities with at least one such verdict."""
    standard = edition(key)
    visible = Assessment.objects.visible_to(user).filter(edition=key)
    year = year or visible.latest_year()
    groups = [item for item in standard.groups if not group or item.key == group]
    codes = [code for item in groups for code in item.codes]
    lines = _lines(user, visible, year, codes, verdict)
    indicators = [standard.indicator(code) for code in codes]
    return Panel(standard, year, groups, indicators, lines, [_total(index, lines) for index in range(len(codes))])


def _lines(user: Any, visible: Any, year: int | None, codes: list[int], verdict: str) -> list[Line]:
    fields = ("community_id", "code", "verdict", "value", "live_state", "declared_status", "findings")
    by_community: dict[int, dict[int, tuple[Any, ...]]] = {}
    for row in visible.filter(year=year, code__in=codes).values_list(*fields):
        by_community.setdefault(row[0], {})[row[1]] = row[2:]
    lines = []
    for community in Community.objects.staffed_by(user, *PANEL_ROLES).order_by("pk"):
        rows = by_community.get(community.pk, {})
        cells = [_cell(community.key, code, rows[code]) if code in rows else None for code in codes]
        counts = Counter(cell.verdict for cell in cells if cell)
        if not verdict or Verdict(verdict) in counts:
            lines.append(Line(community, cells, dict(counts), reverse("indicators:community", args=[community.key])))
    return lines


def _cell(key: str, code: int, row: tuple[Any, ...]) -> Cell:
    verdict, value, live, declared, findings = row
    errors = sum(FindingCode(item["code"]) in ERRORS for item in findings)
    href = reverse("indicators:detail", args=[key, code])
    return Cell(code, Verdict(verdict), value, LiveState(live), declared == Declared.MET, errors, href)


def _total(index: int, lines: list[Line]) -> dict[str, Any]:
    """How many communities meet an indicator, of those it applies to."""
    cells = [line.cells[index] for line in lines]
    present = [cell for cell in cells if cell and cell.verdict != Verdict.NOT_APPLICABLE]
    return {"met": sum(cell.verdict == Verdict.MET for cell in present), "of": len(present)}
