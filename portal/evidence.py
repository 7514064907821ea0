"""Facts that rooms offer to the indicators, so that the panel can read every room without importing one.

A room's `evidence.py` registers a function per fact:

    @evidence("warnings_90d", indicators=(11,), strength=Strength.PROVES, label=_("Warnings in the last 90 days"))
    def warnings(community: Community, until: dt.date) -> Evidence: ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from portal.communities.models import Community


class Strength(StrEnum):
    """How much a fact says about an indicator."""

    PROVES = "proves"
    SUPPORTS = "supports"
    CONTEXT = "context"


@dataclass(frozen=True)
class Evidence:
    """A figure from the portal's own records, and where a reader finds the records behind it.

    `holds` says whether the figure is what the indicator asks for, None where it can't say.
    """

    value: int
    holds: bool | None = None
    address: str = ""


EvidenceFunction = Callable[["Community", dt.date], Evidence]


@dataclass(frozen=True)
class Source:
    """A registered fact."""

    key: str
    indicators: tuple[int, ...]
    strength: Strength
    label: str | Promise
    compute: EvidenceFunction


_SOURCES: dict[str, Source] = {}


def evidence(
    key: str, *, indicators: tuple[int, ...], strength: Strength, label: str | Promise
) -> Callable[[EvidenceFunction], EvidenceFunction]:
    """Register a function `(community, until) -> Evidence` under a key that no other room uses."""

    def register(compute: EvidenceFunction) -> EvidenceFunction:
        if key in _SOURCES and _SOURCES[key].compute is not compute:
            raise ValueError(f"evidence {key} is registered twice")
        _SOURCES[key] = Source(key, indicators, strength, label, compute)
        return compute

    return register


def sources(code: int | None = None) -> list[Source]:
    """All registered facts, or those for one indicator, by key."""
    found = [source for source in _SOURCES.values() if code is None or code in source.indicators]
    return sorted(found, key=lambda source: source.key)
