"""What is remarkable about a declaration: computed from its figures, or noted by a reader of the community's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from services.indicators.definitions import NUMERIC_KINDS, Indicator
from services.indicators.enums import FindingCode, Origin, Severity, Verdict, severity_of
from services.indicators.rules import exact, inputs_of, value_of
from services.indicators.verdicts import Outcome, percent

SMALLEST_AREA_KM2 = Fraction(1, 100)
CONSISTENT_WITHIN = Fraction(5, 1000)  # percentage points
PERCENTAGE = re.compile(r"(\d+(?:\.(\d+))?)\s*[%％]")


@dataclass(frozen=True)
class Finding:
    """One remark, with the values its sentence names."""

    code: FindingCode
    origin: Origin = Origin.COMPUTED
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return severity_of(self.code)

    @property
    def detail(self) -> str:
        """The sentence, in the reader's language, saying what to do."""
        return str(self.code.label) % {"inputs": _("the missing figures"), **self.values}


@dataclass(frozen=True)
class Declaration:
    """What one community says about one indicator."""

    indicator: Indicator
    stated: bool
    value: str
    inputs: Mapping[str, Any]
    blanket: bool
    remarks: tuple[str, ...] = ()


def find(declaration: Declaration, outcome: Outcome, siblings: Mapping[int, Declaration]) -> list[Finding]:
    """All findings of a declaration; `siblings` are the community's other declarations of the period, by code."""
    found = [
        *_status(declaration, outcome),
        *_arithmetic(declaration, outcome),
        *_plausibility(declaration),
        *_shared_inputs(declaration, siblings),
        *_gaps(declaration, outcome),
    ]
    codes = {finding.code for finding in found}
    noted = (FindingCode(code) for code in declaration.remarks)
    found += [Finding(code, Origin.REVIEWER) for code in noted if code not in codes]
    if not found and outcome.verdict == Verdict.UNVERIFIED_CLAIM:
        found.append(Finding(FindingCode.BLANKET_CLAIM))
    return found


def _status(declaration: Declaration, outcome: Outcome) -> Iterator[Finding]:
    if not declaration.stated:
        yield Finding(FindingCode.STATUS_NOT_STATED)
    elif outcome.verdict == Verdict.NOT_APPLICABLE:
        yield Finding(FindingCode.SHOULD_BE_NA)


def _arithmetic(declaration: Declaration, outcome: Outcome) -> Iterator[Finding]:
    declared = PERCENTAGE.fullmatch(declaration.value.strip())
    if declared is None or outcome.ratio is None:
        return
    difference = abs(Fraction(declared[1]) - outcome.ratio * 100)
    half_a_unit = Fraction(1, 2 * 10 ** len(declared[2] or ""))
    if difference <= CONSISTENT_WITHIN:
        return
    values = {"declared": declaration.value, "exact": percent(outcome.ratio)}
    yield Finding(FindingCode.ROUNDED if difference <= half_a_unit else FindingCode.ARITHMETIC_ERROR, values=values)


def _plausibility(declaration: Declaration) -> Iterator[Finding]:
    inputs, indicator = declaration.inputs, declaration.indicator
    at_threshold = [key for key, threshold in _rate_thresholds(indicator.rule) if exact(inputs.get(key)) == threshold]
    if at_threshold:
        yield Finding(FindingCode.AT_THRESHOLD, values={"inputs": indicator.labels(at_threshold)})
    if inputs.get("approximate") is True:
        yield Finding(FindingCode.APPROXIMATE)
    if inputs.get("service_types_possible"):
        yield Finding(FindingCode.UNCLEAR_TYPES)
    area = exact(inputs.get("area_total_km2"))
    if area is not None and area < SMALLEST_AREA_KM2:
        yield Finding(
            FindingCode.IMPLAUSIBLE_AREA, values={"area": f"{Decimal(str(inputs['area_total_km2'])).normalize():f}"}
        )
    left = indicator.rule.get("left")
    share = value_of(left, inputs) if isinstance(left, Mapping) and "ratio" in left else None
    if share is not None and share > 1:
        yield Finding(FindingCode.EXCEEDS_TOTAL)


def _rate_thresholds(rule: Mapping[str, Any]) -> Iterator[tuple[str, Fraction]]:
    """Inputs that a rule compares with a share below one, and that share."""
    for part in rule.get("of", ()):
        yield from _rate_thresholds(part)
    left = rule.get("left")
    if rule["op"] == "gte" and isinstance(left, Mapping) and "input" in left:
        threshold = value_of(rule["right"], {})
        if threshold is not None and threshold < 1:
            yield left["input"], threshold


def _shared_inputs(declaration: Declaration, siblings: Mapping[int, Declaration]) -> Iterator[Finding]:
    first = siblings.get(1)
    base = first.inputs.get("household_basis") if first else None
    if "households_total" in declaration.inputs and base == "resident_only":
        yield Finding(FindingCode.DENOMINATOR_BASIS)
    for shared in (item for item in declaration.indicator.inputs if item.shared):
        here = exact(declaration.inputs.get(shared.key))
        for code, other in sorted(siblings.items()):
            there = exact(other.inputs.get(shared.key))
            if code != declaration.indicator.code and None not in (here, there) and here != there:
                values = {"input": str(shared.label), "other": str(code), "here": str(here), "there": str(there)}
                yield Finding(FindingCode.CROSS_ROW_MISMATCH, values=values)


def _gaps(declaration: Declaration, outcome: Outcome) -> Iterator[Finding]:
    indicator, inputs = declaration.indicator, declaration.inputs
    if inputs.get("inventory_complete") is False:
        yield Finding(FindingCode.PARTIAL_SCOPE)
    if outcome.verdict not in (Verdict.INSUFFICIENT_DATA, Verdict.UNVERIFIED_CLAIM):
        return
    missing = [
        item
        for item in indicator.inputs
        if item.required and item.scope == "community" and inputs.get(item.key) is None
    ]
    read = inputs_of(indicator.rule)
    figures = [item.key for item in missing if item.kind in NUMERIC_KINDS and _is_asked(indicator, item.key)]
    registers = any(item.scope != "community" for item in indicator.inputs)
    listed = bool(inputs.get("compounds") or inputs.get("buildings"))
    if declaration.blanket and (figures or registers) and not listed:
        yield Finding(
            FindingCode.NO_FIGURES,
            values={"inputs": indicator.labels(figures) or _("the list of estates or buildings")},
        )
    if outcome.verdict == Verdict.INSUFFICIENT_DATA:
        yield from _unanswered(indicator, outcome, [item.key for item in missing if item.key in read], registers)


def _is_asked(indicator: Indicator, key: str) -> bool:
    """Whether the rule reads the input, or completeness of a register hangs on it."""
    return key in inputs_of(indicator.rule) or indicator.rule.get("total") == key


def _unanswered(indicator: Indicator, outcome: Outcome, missing: list[str], registers: bool) -> Iterator[Finding]:
    if outcome.holds is None:
        details = (
            [item.key for item in indicator.inputs if item.required and item.scope != "community"] if registers else []
        )
        names = indicator.labels([*missing, *details]) or _("the missing figures")
        yield Finding(FindingCode.MISSING_SUBREQ, values={"inputs": names})
    if outcome.applies_not is None and indicator.not_applicable_when is not None:
        names = indicator.labels(inputs_of(indicator.not_applicable_when)) or _("the missing figures")
        yield Finding(FindingCode.MISSING_INPUT, values={"inputs": names})
