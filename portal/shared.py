"""Facts that nearly every page needs and that hardly ever change: the site, a community, the newest notices.

Each process keeps them in its memory under the generation of the public pages: publishing, or a change of public facts
(`early_cache.renew_public_pages`), makes every process ask again. What changes by the clock alone is at most
`SHARED_FACTS_SECONDS` old. Outside a request, or where the generation can't be told (cache away), nothing is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from laces.components import Component

T = TypeVar("T")
MOST = 4000  # names; the oldest go first


class _Fact(NamedTuple):
    generation: int
    until: float
    value: Any


_facts: dict[str, _Fact] = {}
_generation: ContextVar[Callable[[], int | None] | None] = ContextVar("generation", default=None)


@contextmanager
def sharing(generation: Callable[[], int | None]) -> Iterator[None]:
    """Within one request: facts of the generation that the callable tells, asked for when the first fact is."""
    token = _generation.set(generation)
    try:
        yield
    finally:
        _generation.reset(token)


def is_sharing() -> bool:
    """Whether facts are kept at this moment."""
    return _current() is not None


def shared(name: str, make: Callable[[], T]) -> T:
    """The fact of this name, made once in a generation. Whoever gets one must not change it: others hold it too."""
    generation = _current()
    if generation is None:
        return make()
    now = time.monotonic()
    fact = _facts.get(name)
    if fact is None or fact.generation != generation or fact.until < now:
        while len(_facts) >= MOST:
            _facts.pop(next(iter(_facts)), None)
        fact = _facts[name] = _Fact(generation, now + settings.SHARED_FACTS_SECONDS, make())
    value: T = fact.value
    return value


def fragment(name: str, make: Callable[[], Component]) -> SafeString:
    """A part of a public page that is the same for every reader of a language: rendered once in a generation."""
    return shared(f"{name}:{get_language()}", lambda: make().render_html())


def _current() -> int | None:
    ask = _generation.get()
    return ask() if ask and settings.SHARED_FACTS_SECONDS else None
