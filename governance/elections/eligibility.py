"""Who may register, as far as the entered facts tell. It only proposes: a member of the committee decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from governance.elections.enums import Category, ListDay, Reason
from governance.elections.profiles import Profile
from portal import clock


@dataclass(frozen=True)
class Facts:
    """What a registration says about a person; None where it says nothing."""

    category: Category
    birth_date: dt.date | None
    resident_since: dt.date | None
    applied_on: dt.date
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Proposal:
    """What the rules suggest: accept, or look at these reasons first."""

    doubts: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """One sentence for the reviewer."""
        if not self.doubts:
            return str(_("The entered facts meet the conditions. Compare them with the documents."))
        return "；".join(str(reason.label) for reason in self.doubts)


def propose(facts: Facts, *, election_day: dt.date, profile: Profile) -> Proposal:
    """Reasons to doubt, by art. 16; what the portal can't know (political rights, capacity) is never guessed."""
    doubts = []
    if facts.birth_date is None or clock.age_on(facts.birth_date, election_day) < profile.voting_age:
        doubts.append(Reason.TOO_YOUNG)
    if facts.category == Category.HABITUAL and not lives_here(facts, profile):
        doubts.append(Reason.NOT_HERE)
    if facts.category == Category.WORKER:
        doubts.append(Reason.PROOF_MISSING)  # the committee confirms community workers one by one
    if facts.is_elsewhere and profile.one_community_only:
        doubts.append(Reason.ELSEWHERE)
    return Proposal(tuple(doubts))


def lives_here(facts: Facts, profile: Profile) -> bool:
    """Whether the person has lived here long enough on the day of the application."""
    if facts.resident_since is None:
        return False
    return clock.days_between(facts.resident_since, facts.applied_on) >= profile.habitual_residence_days


def list_day(published_on: dt.date, election_day: dt.date, profile: Profile) -> ListDay:
    """How a publication day of the voter list stands to the law's limit."""
    ahead = clock.days_between(published_on, election_day)
    if ahead < profile.list_min_days:
        return ListDay.TOO_LATE
    return ListDay.LAST_DAY if ahead == profile.list_min_days else ListDay.IN_TIME
