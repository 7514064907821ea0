"""The indicators of an edition of the standard, loaded from data and checked on the way in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from services.indicators.rules import RuleError, check_rule, inputs_of

DATA = Path(__file__).parent / "data"
CURRENT_EDITION = "basic-2022"
NUMERIC_KINDS = frozenset({"count", "percent", "area_km2"})


@dataclass(frozen=True)
class Words:
    """A text in both languages; prints in the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.zh


@dataclass(frozen=True)
class InputField:
    """One input of an indicator."""

    key: str
    label: Words
    kind: str
    scope: str
    required: bool
    shared: bool = False
    options: Mapping[str, Words] = field(default_factory=dict)

    def show(self, value: Any) -> Any:
        """A stated value in words: options by their labels, anything else as it is."""
        if isinstance(value, list):
            return "、".join(str(self.options.get(item, item)) for item in value)
        return self.options.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it asks for, from which inputs, by which rule."""

    code: int
    group: str
    name: Words
    requirement: Words
    why: Words
    unit: str
    inputs: tuple[InputField, ...]
    rule: Mapping[str, Any]
    not_applicable_when: Mapping[str, Any] | None
    live: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        """The code with two digits."""
        return f"{self.code:02d}"

    def labels(self, keys: Any) -> str:
        """Labels of these inputs, in the order of the definition."""
        wanted = set(keys)
        return "、".join(str(item.label) for item in self.inputs if item.key in wanted)


@dataclass(frozen=True)
class Group:
    """A group of indicators."""

    key: str
    name: Words
    codes: tuple[int, ...]


@dataclass(frozen=True)
class Edition:
    """An edition of the standard."""

    key: str
    name: Words
    source: str
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]

    def indicator(self, code: int) -> Indicator:
        """The indicator with this code; raises KeyError."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)


@lru_cache(maxsize=8)
def edition(key: str = CURRENT_EDITION) -> Edition:
    """The edition stored under this key; raises RuleError with the place of the first fault in its data."""
    content = json.loads((DATA / f"{key}.json").read_text(encoding="utf-8"))
    indicators = tuple(_indicator(row) for row in content["indicators"])
    groups = tuple(Group(row["key"], _words(row["name"]), tuple(row["codes"])) for row in content["groups"])
    codes = [code for group in groups for code in group.codes]
    if sorted(codes) != [indicator.code for indicator in indicators]:
        raise RuleError(f"{key}: groups and indicators name different codes")
    return Edition(content["edition"], _words(content["name"]), content["source"], groups, indicators)


def _indicator(row: Mapping[str, Any]) -> Indicator:
    try:
        check_rule(row["rule"])
        if row["not_applicable_when"] is not None:
            check_rule(row["not_applicable_when"])
    except RuleError as error:
        raise RuleError(f"indicator {row['code']}: {error}") from error
    inputs = tuple(_input(item) for item in row["inputs"])
    unknown = inputs_of(row["rule"]) - {item.key for item in inputs}
    if unknown:
        raise RuleError(f"indicator {row['code']}: the rule reads {', '.join(sorted(unknown))}, which is no input")
    return Indicator(
        code=row["code"],
        group=row["group"],
        name=_words(row["name"]),
        requirement=_words(row["requirement"]),
        why=_words(row["why"]),
        unit=row["unit"],
        inputs=inputs,
        rule=row["rule"],
        not_applicable_when=row["not_applicable_when"],
        live=tuple((item["key"], item["strength"]) for item in row["live"]),
    )


def _input(item: Mapping[str, Any]) -> InputField:
    return InputField(
        key=item["key"],
        label=Words(item["label_zh"], item["label_en"]),
        kind=item["kind"],
        scope=item["scope"],
        required=item["required"],
        shared=item.get("shared", False),
        options={key: _words(pair) for key, pair in (item.get("options") or {}).items()},
    )


def _words(pair: Mapping[str, str]) -> Words:
    return Words(pair["zh"], pair["en"])
