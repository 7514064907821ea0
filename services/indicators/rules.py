"""The three-valued rule language of the indicators.

Truth is True, False or None (unknown). A missing input is unknown, never false. Numbers are exact fractions: a share is compared as
the fraction it is, never as its rounded percentage. `check_rule` refuses what the language doesn't know, when definitions are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

Inputs = Mapping[str, Any]
Truth = bool | None
ListOfRows = list[Mapping[str, Any]]

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "gte": lambda left, right: left >= right,
    "lte": lambda left, right: left <= right,
    "eq": lambda left, right: left == right,
}
LISTS = {"estates": "compounds", "compounds": "compounds", "buildings": "buildings"}


class RuleError(ValueError):
    """A rule or an input the language doesn't know; says which part."""


def evaluate(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool] | None = None) -> Truth:
    """Whether `rule` holds for `inputs`; None where the inputs don't say."""
    operator = rule.get("op")
    evaluator = OPERATORS.get(str(operator))
    if evaluator is None:
        raise RuleError(f"unknown operator {operator!r}")
    return evaluator(rule, inputs, switches or {})


def value_of(expression: Any, inputs: Inputs) -> Fraction | None:
    """A number, an input's number or a ratio as an exact fraction; None where an input is missing or a base is zero."""
    if isinstance(expression, Mapping) and set(expression) == {"input"}:
        return exact(inputs.get(expression["input"]))
    if isinstance(expression, Mapping) and set(expression) == {"ratio"}:
        part, whole = (exact(inputs.get(key)) for key in expression["ratio"])
        return None if part is None or not whole else part / whole
    number = exact(expression)
    if number is None:
        raise RuleError(f"not a value: {expression!r}")
    return number


def exact(number: Any) -> Fraction | None:
    """The number as it was written (0.9 is nine tenths, not the nearest binary fraction); None for none."""
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float | str | Fraction):
        raise RuleError(f"not a number: {number!r}")
    try:
        return Fraction(str(number))
    except ValueError as error:
        raise RuleError(f"not a number: {number!r}") from error


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false."""
    found = list(truths)
    if True in found:
        return True
    return None if None in found else False


def _compare(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    left, right = value_of(rule["left"], inputs), value_of(rule["right"], inputs)
    return None if left is None or right is None else COMPARISONS[rule["op"]](left, right)


def _is_true(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    return _boolean(rule, inputs)


def _is_false(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    value = _boolean(rule, inputs)
    return None if value is None else not value


def _boolean(rule: Mapping[str, Any], inputs: Inputs) -> Truth:
    value = inputs.get(rule["input"])
    if value is not None and not isinstance(value, bool):
        raise RuleError(f"{rule['input']} is not yes or no: {value!r}")
    return value


def _count_gte(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    values = inputs.get(rule["input"])
    if values is None:
        return None
    if not isinstance(values, list):
        raise RuleError(f"{rule['input']} is not a list: {values!r}")
    return len(set(map(str, values))) >= rule["right"]


def _all(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    return all_of(evaluate(part, inputs, switches) for part in rule["of"])


def _any(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    return any_of(evaluate(part, inputs, switches) for part in rule["of"])


def _each(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    """Every row that `where` picks passes `check`; unknown until the list is known to be complete."""
    rows, complete = _rows(rule, inputs)
    truths: list[Truth] = [] if complete else [None]
    for row in rows:
        picked = evaluate(rule["where"], row, switches) if "where" in rule else True
        passed = evaluate(rule["check"], row, switches)
        truths.append(any_of([None if picked is None else not picked, passed]))
    return all_of(truths)


def _none(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    """No row is picked by `where`; unknown until the list is known to be complete."""
    rows, complete = _rows(rule, inputs)
    truths: list[Truth] = [] if complete else [None]
    for row in rows:
        picked = evaluate(rule["where"], row, switches)
        truths.append(None if picked is None else not picked)
    return all_of(truths)


def _rows(rule: Mapping[str, Any], inputs: Inputs) -> tuple[ListOfRows, bool]:
    """The rows of a register, and whether it is complete: marked so, or as many rows as the total that `total` names."""
    key = LISTS.get(str(rule.get("over")))
    if key is None:
        raise RuleError(f"unknown register {rule.get('over')!r}")
    rows = inputs.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise RuleError(f"{key} is not a list of rows")
    complete = inputs.get("inventory_complete") is True
    total = exact(inputs.get(rule["total"])) if "total" in rule else None
    return rows, complete or (total is not None and len(rows) == total)


def _policy_switch(rule: Mapping[str, Any], inputs: Inputs, switches: Mapping[str, bool]) -> Truth:
    return switches.get(rule["key"], bool(rule.get("default", False)))


Operator = Callable[[Mapping[str, Any], Inputs, Mapping[str, bool]], Truth]
OPERATORS: dict[str, Operator] = {
    **dict.fromkeys(COMPARISONS, _compare),
    "is_true": _is_true,
    "is_false": _is_false,
    "count_gte": _count_gte,
    "all": _all,
    "any": _any,
    "each": _each,
    "none": _none,
    "policy_switch": _policy_switch,
}
PARTS: dict[str, tuple[str, ...]] = {
    "gte": ("left", "right"),
    "lte": ("left", "right"),
    "eq": ("left", "right"),
    "is_true": ("input",),
    "is_false": ("input",),
    "count_gte": ("input", "right"),
    "all": ("of",),
    "any": ("of",),
    "each": ("over", "check"),
    "none": ("over", "where"),
    "policy_switch": ("key",),
}


def check_rule(rule: Any) -> None:
    """Raise a RuleError that names the first part of a rule that the language doesn't know."""
    if not isinstance(rule, Mapping) or rule.get("op") not in OPERATORS:
        raise RuleError(f"not a rule: {rule!r}")
    missing = [part for part in PARTS[rule["op"]] if part not in rule]
    if missing:
        raise RuleError(f"{rule['op']} lacks {', '.join(missing)}")
    for side in ("left", "right"):
        if side in rule:
            value_of(rule[side], {})
    for part in rule.get("of", ()):
        check_rule(part)
    for inner in ("where", "check"):
        if inner in rule:
            check_rule(rule[inner])


def inputs_of(rule: Mapping[str, Any]) -> set[str]:
    """The inputs a rule reads, those of registers included."""
    found = {rule["input"]} if "input" in rule else set()
    for side in ("left", "right"):
        expression = rule.get(side)
        if isinstance(expression, Mapping):
            found |= set(expression.get("ratio", ())) | ({expression["input"]} if "input" in expression else set())
    parts = [*rule.get("of", ()), *(rule[inner] for inner in ("where", "check") if inner in rule)]
    return found.union(*(inputs_of(part) for part in parts)) if parts else found
