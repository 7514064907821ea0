"""Recording assessments, computing verdicts, counting live figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import record
from portal.communities.models import Community
from portal.evidence import Strength, sources
from services.indicators.definitions import CURRENT_EDITION, DATA
from services.indicators.enums import LiveState
from services.indicators.findings import find
from services.indicators.models import Assessment, LiveFigure
from services.indicators.verdicts import assess

COMPUTED_FIELDS = ["verdict", "value", "exact", "findings", "live_state", "computed_at"]


@transaction.atomic
def record_assessments(
    *, community: Community, year: int, rows: Iterable[Mapping[str, Any]], actor: Any, edition: str = CURRENT_EDITION
) -> list[Assessment]:
    """Store a community's declarations of a year (new or changed) and compute what follows from them.

    A row holds `code, declared_status, declared_value, inputs, blanket_claim, remarks`. Raises KeyError for an unknown
    indicator and RuleError for an input the rules can't read.
    """
    stored = {row.code: row for row in Assessment.objects.filter(community=community, edition=edition, year=year)}
    for row in rows:
        assessment = stored.setdefault(
            row["code"], Assessment(community=community, edition=edition, year=year, code=row["code"])
        )
        for name in ("declared_status", "declared_value", "inputs", "blanket_claim", "remarks"):
            if name in row:
                setattr(assessment, name, row[name])
        assessment.recorded_by = actor
    assessments = [stored[code] for code in sorted(stored)]
    _compute(assessments, LiveFigure.objects.filter(community=community))
    for assessment in assessments:
        assessment.save()
    data = {"year": year, "edition": edition, "rows": len(assessments)}
    record(actor=actor, action="indicators.record", target=community, community=community, data=data)
    return assessments


def import_self_assessments(*, communities: Iterable[Community], year: int, actor: Any) -> int:
    """Record the self-assessments that come with the portal for those of `communities` that have none; the rows stored."""
    content = json.loads((DATA / "self-assessments.json").read_text(encoding="utf-8"))
    tables = {table["community"]: table["assessments"] for table in content["communities"]}
    count = 0
    for community in communities:
        if community.key in tables and not Assessment.objects.filter(community=community).exists():
            count += len(
                record_assessments(
                    community=community, year=year, rows=tables[community.key], actor=actor, edition=content["edition"]
                )
            )
    return count


@transaction.atomic
def refresh_live(*, community: Community) -> int:
    """Count every registered fact of a community anew and let the live states follow; the number of facts."""
    now = timezone.now()
    figures = []
    for source in sources():
        found = source.compute(community, timezone.localdate())
        figures.append(
            LiveFigure(
                community=community,
                key=source.key,
                value=found.value,
                holds=found.holds,
                address=found.address,
                computed_at=now,
            )
        )
    LiveFigure.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=["community", "key"],
        update_fields=["value", "holds", "address", "computed_at"],
    )
    LiveFigure.objects.filter(community=community).exclude(key__in=[figure.key for figure in figures]).delete()
    assessments = list(Assessment.objects.filter(community=community))
    _compute(assessments, figures)
    Assessment.objects.bulk_update(assessments, COMPUTED_FIELDS)
    return len(figures)


def _compute(assessments: list[Assessment], figures: Iterable[LiveFigure]) -> None:
    counted = {figure.key: figure for figure in figures}
    years: dict[tuple[str, int], list[Assessment]] = {}
    for assessment in assessments:
        years.setdefault((assessment.edition, assessment.year), []).append(assessment)
    now = timezone.now()
    for rows in years.values():
        declarations = {row.code: row.declaration for row in rows}
        for row in rows:
            outcome = assess(row.indicator, row.inputs, blanket=row.blanket_claim)
            found = find(declarations[row.code], outcome, declarations)
            row.verdict, row.value, row.exact, row.computed_at = outcome.verdict, outcome.value, outcome.exact, now
            row.findings = [{"code": item.code, "origin": item.origin, "values": dict(item.values)} for item in found]
            row.live_state = live_state(row.code, counted)


def live_state(code: int, counted: Mapping[str, LiveFigure]) -> LiveState:
    """What the counted facts of one indicator amount to: all proofs hold, one contradicts, or some support."""
    relevant = [(source.strength, counted[source.key].holds) for source in sources(code) if source.key in counted]
    proofs = [holds for strength, holds in relevant if strength == Strength.PROVES and holds is not None]
    if proofs:
        return LiveState.PROVED if all(proofs) else LiveState.CONTRADICTED
    if any(holds for strength, holds in relevant if strength == Strength.SUPPORTS):
        return LiveState.SUPPORTED
    return LiveState.NONE
