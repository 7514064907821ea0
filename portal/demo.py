"""The world of the demo: its communities, people and pictures, handed to every room's `demo.load`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.accounts.models import Resident, User
from portal.communities.models import Community


@dataclass
class World:
    """What a room needs to fill itself with believable content. All people are invented."""

    communities: list[Community]
    today: dt.date
    people: Mapping[str, User]
    residents: Mapping[str, Resident]
    fathers: Mapping[str, Resident]
    draw: Callable[[str], Any] = field(default=lambda name: None)

    def person(self, login: str) -> User:
        """The account behind a demo login, for example `operator-longshan`."""
        return self.people[login]

    def resident(self, login: str) -> Resident:
        """The resident behind a demo login, for example `family-longshan`."""
        return self.residents[login]

    def father(self, key: str) -> Resident:
        """A man of 82 without an account; `family-<key>` may act for him in bookings and registrations."""
        return self.fathers[key]

    def picture(self, name: str) -> Any:
        """The demo picture of this name (an image of the site), or None if there is none."""
        return self.draw(name)
