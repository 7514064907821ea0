"""What the public pages of elections show; the same for everyone, so that the early cache may keep it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from governance.elections.enums import Stage
from portal import clock
from portal.components import Badge, Empty, Fact, Row, RowList, Step, SummaryList, Timeline
from portal.dates import day as day_words
from portal.pagination import paginate

if TYPE_CHECKING:
    from governance.elections.models import Election, ElectionIndexPage, ElectionPage

ORDER = [
    Stage.ANNOUNCED,
    Stage.REGISTRATION_OPEN,
    Stage.REGISTRATION_CLOSED,
    Stage.LIST_PUBLISHED,
]


def election_list(index: ElectionIndexPage, request: HttpRequest) -> dict[str, Any]:
    """One page of rows."""
    from governance.elections.models import ElectionPage

    address = index.get_url(request) or ""
    paged = paginate(ElectionPage.objects.child_of(index).published().with_election(), request)
    empty = Empty(
        title=_("No election is under way"),
        text=_("The office announces the next election here and on the notice board."),
    )
    rows = [election_row(page, f"{address}{page.slug}/") for page in paged]
    return {"paged": paged, "rows": RowList(rows=rows, empty=empty)}


def election_row(page: ElectionPage, href: str) -> Row:
    """A row for an election page, with its state and what comes next."""
    election = page.election
    return Row(
        title=page.title,
        href=href,
        date=page.first_published_at,
        badge=stage_badge(election),
        text=next_words(election),
    )


def stage_badge(election: Election | None) -> Badge | None:
    """The state as a word and a shape."""
    if election is None:
        return None
    if election.is_open:
        return Badge(_("Registration open"), "active")
    tone = "bad" if election.stage == Stage.CANCELLED else "neutral"
    return Badge(str(election.get_stage_display()), tone)


def next_words(election: Election | None) -> str:
    """What happens next, in one sentence."""
    if election is None:
        return ""
    left = election.days_left
    if left is not None:
        return ngettext("Registration ends today", "Register within %(days)s days", left) % {"days": left}
    return _("Election day: %(day)s") % {"day": day_words(election.election_day)}


def election_facts(election: Election | None) -> dict[str, Any]:
    """Badge, dates, steps, and where to register."""
    if election is None:
        return {"election": None}
    community = election.community
    facts = [
        Fact(_("Election day"), day_words(election.election_day)),
        Fact(_("Registration"), f"{day_words(election.registration_from)} – {day_words(election.registration_until)}"),
        Fact(_("Voter list published by"), day_words(election.list_on)),
        Fact(_("Registration station"), election.station or community.address),
        Fact(pgettext("opening", "Hours"), election.station_hours or community.office_hours),
    ]
    return {
        "election": election,
        "badge": stage_badge(election),
        "facts": SummaryList([fact for fact in facts if fact.value]),
        "steps": Timeline(timeline(election), title=_("How it goes")),
        "register_url": reverse("register", args=[community.key, election.public_id]),
        "phone": election.phone or community.phone,
    }


def timeline(election: Election) -> list[Step]:
    """The steps residents see, with dates; the current one told in words."""
    at = ORDER.index(Stage(election.stage)) if election.stage in ORDER else -1
    days: list[tuple[str, dt.date | None, int]] = [
        (pgettext("step of an election", "Announced"), None, 0),
        (pgettext("election", "Registration"), election.registration_from, 1),
        (_("The committee checks"), election.registration_until, 2),
        (_("Voter list published; objections within five days"), election.list_on, 3),
        (_("Election day, by secret ballot"), election.election_day, 4),
    ]
    over = election.election_day < clock.today()
    return [Step(title, day, state=_state(number, at, over=over)) for title, day, number in days]


def _state(number: int, at: int, *, over: bool) -> str:
    if over or number < at:
        return "done"
    return "current" if number == at else "upcoming"
