"""Stages of an election and states of a registration, with the one transition table of each."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.communities.enums import Role


class Stage(TextChoices):
    """Where an election stands. Voting and counting happen on paper: booth and public count are the law's (art. 19)."""

    DRAFT = "draft", _("being prepared")
    COMMITTEE_FORMED = "committee_formed", _("election committee formed")
    ANNOUNCED = "announced", pgettext_lazy("election", "announced")
    REGISTRATION_OPEN = "registration_open", _("registration open")
    REGISTRATION_CLOSED = "registration_closed", _("registration closed")
    LIST_PUBLISHED = "list_published", _("voter list published")
    CANCELLED = "cancelled", _("cancelled")


STAGE_TRANSITIONS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.COMMITTEE_FORMED, Stage.CANCELLED),
    Stage.COMMITTEE_FORMED: (Stage.ANNOUNCED, Stage.CANCELLED),
    Stage.ANNOUNCED: (Stage.REGISTRATION_OPEN, Stage.CANCELLED),
    Stage.REGISTRATION_OPEN: (Stage.REGISTRATION_CLOSED, Stage.CANCELLED),
    Stage.REGISTRATION_CLOSED: (Stage.LIST_PUBLISHED, Stage.REGISTRATION_OPEN, Stage.CANCELLED),
    Stage.LIST_PUBLISHED: (),
    Stage.CANCELLED: (),
}
# Until the list is published a voter may still bring what was missing.
REVIEW_STAGES = frozenset({Stage.REGISTRATION_OPEN, Stage.REGISTRATION_CLOSED})
SETTLED_STAGES = frozenset({Stage.LIST_PUBLISHED, Stage.CANCELLED})
PUBLIC_STAGES = frozenset(Stage) - {Stage.DRAFT, Stage.COMMITTEE_FORMED}
STAGE_ROLES = frozenset({Role.MANAGER})


class Status(TextChoices):
    """Where a registration stands."""

    DRAFT = "draft", _("not yet sent")
    SUBMITTED = "submitted", _("waiting for the committee")
    NEEDS_MORE = "needs_more", _("something is missing")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class By(TextChoices):
    """Who makes a transition: the voter's side, or a member of the committee."""

    VOTER = "voter", _("voter")
    COMMITTEE = "committee", _("election committee")


TRANSITIONS: dict[Status, dict[Status, By]] = {
    Status.DRAFT: {Status.SUBMITTED: By.VOTER, Status.WITHDRAWN: By.VOTER},
    Status.SUBMITTED: {
        Status.ACCEPTED: By.COMMITTEE,
        Status.REJECTED: By.COMMITTEE,
        Status.NEEDS_MORE: By.COMMITTEE,
        Status.WITHDRAWN: By.VOTER,
    },
    Status.NEEDS_MORE: {Status.SUBMITTED: By.VOTER, Status.WITHDRAWN: By.VOTER},
    Status.ACCEPTED: {Status.WITHDRAWN: By.VOTER},
    Status.REJECTED: {},
    Status.WITHDRAWN: {},
}
ACTIVE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.NEEDS_MORE, Status.ACCEPTED})
TONES = {
    Status.DRAFT: "neutral",
    Status.SUBMITTED: "active",
    Status.NEEDS_MORE: "warn",
    Status.ACCEPTED: "good",
    Status.REJECTED: "bad",
    Status.WITHDRAWN: "neutral",
}


class Category(TextChoices):
    """Who may register (Organic Law of Urban Residents' Committees, 2025, art. 16)."""

    HUKOU = "a", _("My household registration is in this community")
    HABITUAL = "b", _("I live here most of the time, but am registered elsewhere")
    WORKER = "c", _("I have worked for this community for six months or more")


class Channel(TextChoices):
    """How a registration came in."""

    ONLINE = "online", _("online")
    FAMILY = "family", _("entered by family")
    STATION = "station", _("at the registration station")


class Reason(TextChoices):
    """Why the committee rejects or asks again; wording that reveals nothing about conviction or health."""

    NOT_HERE = "not_here", _("not registered and not habitually resident here")
    PROOF_MISSING = "proof_missing", _("a document is missing or can't be read")
    DATA_DIFFERS = "data_differs", _("the details differ from the household register")
    TOO_YOUNG = "too_young", _("not yet 18 on election day")
    ELSEWHERE = "elsewhere", _("already registered in another community for this election")
    NOT_ELIGIBLE = "not_eligible", _("not eligible by law; the committee explains in person")


class ListDay(TextChoices):
    """How the planned day of the voter list stands to the law's twenty days."""

    IN_TIME = "in_time", _("in time")
    LAST_DAY = "last_day", _("on the last day the law allows")
    TOO_LATE = "too_late", _("later than the law allows")
