"""From a declaration's inputs to a verdict and the exact figure behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from services.indicators.definitions import Indicator
from services.indicators.enums import Verdict
from services.indicators.rules import Truth, evaluate, value_of

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Outcome:
    """A verdict, what led to it, and the figure."""

    verdict: Verdict
    applies_not: Truth
    holds: Truth
    ratio: Fraction | None = None
    count: int | None = None
    exact: str = ""  # the share as it was stated, for example 1200/1609

    @property
    def value(self) -> str:
        """The figure to show: a share in percent with two decimals, a count, or nothing."""
        if self.ratio is not None:
            return percent(self.ratio)
        return "" if self.count is None else str(self.count)


def assess(
    indicator: Indicator, inputs: Mapping[str, Any], *, blanket: bool, switches: Mapping[str, bool] | None = None
) -> Outcome:
    """Not applicable goes first; then the rule; what stays unknown is a blanket claim or a gap in the data."""
    condition = indicator.not_applicable_when
    applies_not = evaluate(condition, inputs, switches) if condition is not None else False
    holds = evaluate(indicator.rule, inputs, switches)
    if applies_not is True:
        verdict = Verdict.NOT_APPLICABLE
    elif holds is True:
        verdict = Verdict.MET
    elif holds is False:
        verdict = Verdict.NOT_MET if applies_not is False else Verdict.INSUFFICIENT_DATA
    else:
        verdict = Verdict.UNVERIFIED_CLAIM if blanket else Verdict.INSUFFICIENT_DATA
    return Outcome(
        verdict,
        applies_not,
        holds,
        _ratio(indicator.rule, inputs),
        _count(indicator.rule, inputs),
        _terms(indicator.rule, inputs),
    )


def percent(share: Fraction) -> str:
    """A share as a percentage with two decimals, halves rounded up: 1200/1609 gives 74.58%."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{exact.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)}%"


def _ratio(rule: Mapping[str, Any], inputs: Mapping[str, Any]) -> Fraction | None:
    left = rule.get("left")
    return value_of(left, inputs) if isinstance(left, Mapping) and "ratio" in left else None


def _terms(rule: Mapping[str, Any], inputs: Mapping[str, Any]) -> str:
    if _ratio(rule, inputs) is None:
        return ""
    part, whole = (inputs[key] for key in rule["left"]["ratio"])
    return f"{part}/{whole}"


def _count(rule: Mapping[str, Any], inputs: Mapping[str, Any]) -> int | None:
    if rule["op"] == "count_gte":
        values = inputs.get(rule["input"])
        return None if values is None else len(set(map(str, values)))
    left = rule.get("left")
    if isinstance(left, Mapping) and "input" in left:
        number = value_of(left, inputs)
        return None if number is None else int(number)
    return None
