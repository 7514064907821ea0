"""Components that list: rows, cards, tiles, tabs, filters, pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.components.base import Part, Words
from portal.components.text import Badge, Empty


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the last has no address."""

    title: Words
    href: str = ""


@dataclass(frozen=True)
class Card(Part):
    """A box with a title; with an address the whole of it is the link."""

    title: Words
    text: Words = ""
    href: str = ""
    meta: Words = ""
    badge: Badge | None = None
    icon: str = ""
    image: Any = None
    level: int = 3

    template_name = "components/card.html"


@dataclass(frozen=True)
class CardGrid(Part):
    """Cards in one to three columns."""

    cards: Sequence[Card]
    title: Words = ""

    template_name = "components/card_grid.html"


@dataclass(frozen=True)
class Tile:
    """One big choice: an icon and at most four characters."""

    label: Words
    href: str
    icon: str
    count: int = 0


@dataclass(frozen=True)
class TileGrid(Part):
    """What would you like to do? Four tiles a row, two in elder mode."""

    tiles: Sequence[Tile]
    title: Words = ""

    template_name = "components/tile_grid.html"


@dataclass(frozen=True)
class Row:
    """Title … date."""

    title: Words
    href: str
    date: dt.date | dt.datetime | None = None
    badge: Badge | None = None
    text: Words = ""
    meta: Words = ""
    is_new: bool = False


@dataclass(frozen=True)
class RowList(Part):
    """The list of every section."""

    rows: Sequence[Row]
    empty: Empty | None = None
    title: Words = ""
    more_href: str = ""
    more_text: Words = ""

    template_name = "components/row_list.html"


@dataclass(frozen=True)
class Tab:
    """One filter among several."""

    label: Words
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Tabs(Part):
    """Links that narrow a list: plain links, so they work anywhere."""

    tabs: Sequence[Tab]
    label: Words

    template_name = "components/tabs.html"


@dataclass(frozen=True)
class Filters(Part):
    """A GET form above a list; with `target` htmx swaps only that region."""

    form: Any
    action: str = ""
    target: str = ""
    title: Words = ""

    template_name = "components/filters.html"


@dataclass(frozen=True)
class PageLinks(Part):
    """Earlier and later pages of a list; `portal.pagination` makes it."""

    number: int
    pages: int
    earlier: str = ""
    later: str = ""
    numbers: Sequence[tuple[int, str]] = ()

    template_name = "components/page_links.html"
