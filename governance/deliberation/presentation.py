"""A topic as its page shows it: stage, timeline, rules, opinions in two columns, and what this reader may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.deliberation.enums import BEFORE_RESULT, ContributionState, HideReason, Stage, Stance
from governance.deliberation.listing import days_left, stage_badge
from governance.deliberation.models import Contribution, Support, Topic, TopicPage
from governance.deliberation.permissions import can_contribute
from portal.accounts.permissions import resident_of
from portal.components import Step, Timeline
from portal.dates import day, short_day

if TYPE_CHECKING:
    from governance.deliberation.query import ContributionQuerySet

SHOWN = 8  # opinions a column shows before it leads to all of them
COURSE = (
    Stage.CONFIRMED,
    Stage.COMMENTING,
    Stage.MEETING_HELD,
    Stage.SETTLED,
    Stage.RESULT_PUBLISHED,
    Stage.IMPLEMENTING,
    Stage.COMPLETED,
)


@dataclass(frozen=True)
class Opinion:
    """A contribution with what this reader may do with it."""

    contribution: Contribution
    support_url: str = ""
    is_supported: bool = False
    withdraw_url: str = ""


@dataclass(frozen=True)
class Column:
    """The opinions of one stance: the best supported, how many there are, where they all are."""

    stance: Stance
    opinions: Sequence[Opinion]
    total: int
    href: str


@dataclass(frozen=True)
class Obstacle:
    """What keeps a reader from having a say, and the way past it."""

    title: str
    text: str
    href: str = ""
    link_text: str = ""


def topic_context(page: TopicPage, user: Any) -> dict[str, Any]:
    """Everything of the process; statements don't grow with the number of opinions."""
    topic = page.topic
    if topic is None:
        return {"topic": None}
    topic.community = page.owning_community or topic.community
    counts = _counts(topic)
    return {
        "topic": topic,
        "badge": stage_badge(topic),
        "days_left": days_left(topic),
        "timeline": Timeline(steps=timeline(topic), title=_("Course")),
        "rules": rules(topic),
        "columns": _columns(topic, counts, user),
        "total": sum(counts.get((stance, ContributionState.PUBLISHED), 0) for stance in Stance),
        "hidden": sum(count for (_stance, state), count in counts.items() if state == ContributionState.HIDDEN),
        "hide_reasons": [reason.label for reason in HideReason],
        "contribute_url": topic_url("topic_contribute", topic),
        "may_contribute": can_contribute(user, topic),
    }


def topic_url(name: str, topic: Topic) -> str:
    """Address of a view of this topic."""
    return reverse(name, args=[topic.community.key, topic.public_id])


def timeline(topic: Topic) -> list[Step]:
    """The whole course with dates; what is still to come stays visible."""
    reached = {step.stage: step.reached_on for step in topic.steps.all()}
    course = _course(topic)
    here = course.index(Stage(topic.stage))
    return [
        Step(
            title=_title(stage, topic),
            date=None if stage == Stage.COMMENTING else reached.get(stage),
            text=_stage_text(stage, topic),
            state="done" if place < here or not topic.is_running else "current" if place == here else "upcoming",
        )
        for place, stage in enumerate(course)
    ]


def rules(topic: Topic) -> list[str]:
    """Who may say what, how, until when, and what it leads to."""
    community = {"community": topic.community.name}
    found = [
        _("Residents of %(community)s who are signed in may give opinions and support those of others.") % community,
        _("Others see your nickname, never your name. Staff know who wrote what."),
        _(
            "You may support as many opinions as you like, each once, and take back support and opinions while the time runs."
        ),
        _("Opinions are not a vote: they prepare the meeting, which looks for an agreement."),
    ]
    if topic.comments_from and topic.comments_until:
        words = {"first": day(topic.comments_from), "last": day(topic.comments_until)}
        found.insert(1, _("Opinions are taken from %(first)s to %(last)s.") % words)
    return found


def opinions_of(topic: Topic, user: Any, opinions: Sequence[Contribution]) -> list[Opinion]:
    """Contributions with the reader's buttons; one more statement for a resident, none for anybody else."""
    resident = resident_of(user)
    if resident is None or not can_contribute(user, topic):
        return [Opinion(contribution) for contribution in opinions]
    keys = [contribution.pk for contribution in opinions]
    mine = set(Support.objects.filter(resident=resident, contribution__in=keys).values_list("contribution", flat=True))
    return [_opinion(topic, contribution, resident.pk, contribution.pk in mine) for contribution in opinions]


def obstacle(topic: Topic, user: Any) -> Obstacle | None:
    """Why this reader can't have a say, or None. In the order in which things can be put right."""
    if topic.stage == Stage.COMMENTING and not topic.is_open or topic.stage not in (Stage.CONFIRMED, Stage.COMMENTING):
        return Obstacle(
            _("Opinions are no longer taken"),
            _("The time for opinions is over. The page of the topic tells you what comes of it."),
        )
    if topic.stage == Stage.CONFIRMED:
        return Obstacle(_("Not yet open"), _("The topic is confirmed; opinions will be taken soon."))
    if not user.is_authenticated:
        query = urlencode({"next": topic_url("topic_contribute", topic)})
        return Obstacle(
            _("Sign in first"),
            _(
                "So that every opinion comes from a resident. A code to your phone is enough; others only see your nickname."
            ),
            f"{reverse('account_login')}?{query}",
            _("Sign in or sign up"),
        )
    resident = resident_of(user)
    community = {"community": topic.community.name}
    if resident is None:
        return Obstacle(
            _("This account belongs to no resident"),
            _(
                "Only residents of %(community)s have a say here. Sign up with your own phone number and choose your community."
            )
            % community,
        )
    if resident.community_id != topic.community_id:
        return Obstacle(
            _("This topic belongs to another community"),
            _(
                "Only residents of %(community)s have a say here. If you have moved, call the office: it changes your entry."
            )
            % community,
            f"/{resident.community.key}/deliberation/",
            _("Topics of my community"),
        )
    return None


def _counts(topic: Topic) -> dict[tuple[str, str], int]:
    rows = topic.contributions.order_by().values_list("stance", "status").annotate(n=Count("pk"))
    return {(stance, status): n for stance, status, n in rows}


def _columns(topic: Topic, counts: dict[tuple[str, str], int], user: Any) -> list[Column]:
    """The best supported of every stance, found in one statement."""
    place = Window(RowNumber(), partition_by=F("stance"), order_by=[F("support_count").desc(), F("pk").desc()])
    best = list(in_order(topic.contributions.all()).annotate(place=place).filter(place__lte=SHOWN)) if counts else []
    opinions = opinions_of(topic, user, best)
    columns = []
    for stance in Stance:
        total = counts.get((stance, ContributionState.PUBLISHED), 0)
        own = [opinion for opinion in opinions if opinion.contribution.stance == stance]
        href = f"{topic_url('topic_opinions', topic)}?{urlencode({'stance': stance.value})}" if total > SHOWN else ""
        columns.append(Column(stance, own, total, href))
    return columns


def in_order(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """Published ones, best supported first, with the author's nickname and without her sealed fields."""
    return (
        contributions.published()
        .with_support()
        .select_related("author__user")
        .only("public_id", "text", "stance", "status", "created_at", "topic", "author__id", "author__user__nickname")
        .order_by("-support_count", "-pk")
    )


def _opinion(topic: Topic, contribution: Contribution, resident: int, is_supported: bool) -> Opinion:
    address = [topic.community.key, contribution.public_id]
    if contribution.author_id == resident:
        return Opinion(contribution, withdraw_url=reverse("contribution_withdraw", args=address))
    return Opinion(contribution, reverse("contribution_support", args=address), is_supported)


def _course(topic: Topic) -> tuple[Stage, ...]:
    if topic.is_agreed is False:
        return (*COURSE[:3], Stage.NO_AGREEMENT, Stage.RESULT_PUBLISHED)
    return COURSE


def _title(stage: Stage, topic: Topic) -> str:
    if stage == Stage.SETTLED and topic.stage in BEFORE_RESULT:
        return _("Result of the meeting")
    return str(stage.label)


def _stage_text(stage: Stage, topic: Topic) -> str:
    if stage == Stage.COMMENTING and topic.comments_from and topic.comments_until:
        return _("%(first)s to %(last)s") % {
            "first": short_day(topic.comments_from),
            "last": short_day(topic.comments_until),
        }
    return ""
