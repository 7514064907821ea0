"""Writes of the deliberation room."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.deliberation.enums import (
    TRANSITIONS,
    ContributionState,
    HideReason,
    Stage,
    Stance,
)
from governance.deliberation.messages import CONTRIBUTION_HIDDEN, CONTRIBUTION_RESTORED
from governance.deliberation.models import MAX_CONTRIBUTION, Contribution, StageStep, Support, Topic
from governance.deliberation.permissions import (
    can_advance_topic,
    can_contribute,
    can_moderate,
    can_open_topic,
    can_support,
    can_withdraw,
)
from notices.delivery.actions import send_message
from portal import clock
from portal.accounts.permissions import resident_of
from portal.audit.actions import record
from portal.communities.models import Community
from portal.early_cache import renew_public_pages
from portal.text import clean_text

WINDOW_DAYS = 7  # how long opinions are taken unless staff choose otherwise


@transaction.atomic
def open_topic(
    *, community: Community, title: str, question: str, topic_class: str, touches_property: bool = False, actor: Any
) -> Topic:
    """Confirm a topic and give it the community's next number of the year. Raises PermissionDenied."""
    if not can_open_topic(actor, community):
        raise PermissionDenied
    Community.objects.select_for_update().get(pk=community.pk)  # two topics at once don't get the same number
    today = clock.today()
    last = Topic.objects.in_community(community).filter(year=today.year).aggregate(Max("number"))["number__max"]
    topic = Topic(
        community=community,
        year=today.year,
        number=(last or 0) + 1,
        title=clean_text(title),
        question=clean_text(question),
        topic_class=topic_class,
        touches_property=touches_property,
    )
    topic.full_clean()
    topic.save()
    StageStep.objects.create(topic=topic, stage=topic.stage, reached_on=today, actor=actor)
    record(actor=actor, action="topic.open", target=topic, community=community, data={"number": topic.reference})
    return topic


@transaction.atomic
def revise_topic(
    *, topic: Topic, title: str, question: str, topic_class: str, touches_property: bool, actor: Any
) -> Topic:
    """Reword a topic before opinions are taken; afterwards the question stands. Raises PermissionDenied, ValidationError."""
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if not can_open_topic(actor, topic.community):
        raise PermissionDenied
    if topic.stage != Stage.CONFIRMED:
        raise ValidationError(_("Opinions have been taken on this question: it can no longer be changed."))
    topic.title, topic.question = clean_text(title), clean_text(question)
    topic.topic_class, topic.touches_property = topic_class, touches_property
    topic.full_clean()
    topic.save()
    record(actor=actor, action="topic.revise", target=topic, community=topic.community)
    renew_public_pages()
    return topic


@transaction.atomic
def advance_topic(
    *,
    topic: Topic,
    to: Stage,
    actor: Any,
    comments_from: dt.date | None = None,
    comments_until: dt.date | None = None,
    outcome: str = "",
) -> Topic:
    """Move a topic to its next stage: the only way a stage changes.

    Opening for opinions takes the first and last day; a result takes the outcome. Raises PermissionDenied, or
    ValidationError where the stage doesn't follow, something is missing, or the time for opinions still runs.
    """
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if not can_advance_topic(actor, topic):
        raise PermissionDenied
    if to not in possible_stages(topic):
        raise ValidationError(_("A topic can't go from this stage to that one."))
    if to == Stage.COMMENTING:
        if comments_from is None or comments_until is None:
            raise ValidationError(_("Say from when until when opinions are taken."))
        topic.comments_from, topic.comments_until = comments_from, comments_until
    if to == Stage.MEETING_HELD and topic.is_open:
        raise ValidationError(_("Opinions are still being taken: the meeting comes after their last day."))
    if to in (Stage.SETTLED, Stage.NO_AGREEMENT):
        topic.outcome, topic.is_agreed = clean_text(outcome), to == Stage.SETTLED
        if not topic.outcome:
            raise ValidationError(_("Say what came out of it."))
    before, topic.stage = topic.stage, to
    topic.full_clean()
    topic.save()
    StageStep.objects.create(topic=topic, stage=to, reached_on=clock.today(), actor=actor)
    record(
        actor=actor, action="topic.advance", target=topic, community=topic.community, data={"from": before, "to": to}
    )
    renew_public_pages()
    return topic


def possible_stages(topic: Topic) -> list[Stage]:
    """The stages that may follow; without agreement there is nothing to carry out."""
    if topic.stage == Stage.RESULT_PUBLISHED and not topic.is_agreed:
        return []
    return [stage for stage in Stage if stage in TRANSITIONS[Stage(topic.stage)]]


@transaction.atomic
def contribute(*, topic: Topic, user: Any, stance: Stance, text: str) -> Contribution:
    """Say something on a topic as the resident behind `user`. Raises PermissionDenied, ValidationError."""
    resident = resident_of(user)
    if resident is None or not can_contribute(user, topic):
        raise PermissionDenied
    text = clean_text(text)
    if len(text) > MAX_CONTRIBUTION:
        raise ValidationError(_("At most %(count)s characters.") % {"count": MAX_CONTRIBUTION})
    contribution = Contribution(topic=topic, author=resident, stance=stance, text=text)
    contribution.full_clean()
    contribution.save()
    _record(user, "contribution.create", contribution, {"stance": str(stance)})
    return contribution


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, user: Any) -> Contribution:
    """Take back one's own while opinions are taken; what others added in support goes with it. Raises PermissionDenied."""
    contribution = _locked(contribution)
    if not can_withdraw(user, contribution):
        raise PermissionDenied
    contribution.status = ContributionState.WITHDRAWN
    contribution.save(update_fields=["status"])
    _record(user, "contribution.withdraw", contribution)
    return contribution


@transaction.atomic
def set_support(*, contribution: Contribution, user: Any, wanted: bool) -> bool:
    """Support a contribution or no longer; again changes nothing. Returns whether it changed. Raises PermissionDenied."""
    resident = resident_of(user)
    if resident is None or not can_support(user, contribution):
        raise PermissionDenied
    if wanted:
        _support, changed = Support.objects.get_or_create(contribution=contribution, resident=resident)
    else:
        changed = bool(Support.objects.filter(contribution=contribution, resident=resident).delete()[0])
    if changed:
        _record(user, "contribution.support" if wanted else "contribution.unsupport", contribution)
    return changed


@transaction.atomic
def hide_contribution(*, contribution: Contribution, reason: HideReason, actor: Any) -> Contribution:
    """Take a contribution out of sight for a reason its author learns. Raises PermissionDenied."""
    contribution = _locked(contribution)
    if not can_moderate(actor, contribution):
        raise PermissionDenied
    if contribution.status == ContributionState.HIDDEN:
        return contribution
    _moderate(contribution, ContributionState.HIDDEN, str(reason), actor)
    entry = _record(actor, "contribution.hide", contribution, {"reason": str(reason)})
    send_message(
        recipient=contribution.author,
        kind=CONTRIBUTION_HIDDEN,
        key=f"contribution.hidden:{entry.public_id}",
        data={"topic": contribution.topic.title, "reason": HideReason(reason).label},
        link=f"/{contribution.topic.community.key}/deliberation/{contribution.topic.public_id}/contribute/",
    )
    return contribution


@transaction.atomic
def restore_contribution(*, contribution: Contribution, actor: Any) -> Contribution:
    """Show a hidden contribution again, and tell its author. Raises PermissionDenied."""
    contribution = _locked(contribution)
    if not can_moderate(actor, contribution):
        raise PermissionDenied
    if contribution.status != ContributionState.HIDDEN:
        return contribution
    _moderate(contribution, ContributionState.PUBLISHED, "", actor)
    entry = _record(actor, "contribution.restore", contribution)
    send_message(
        recipient=contribution.author,
        kind=CONTRIBUTION_RESTORED,
        key=f"contribution.restored:{entry.public_id}",
        data={"topic": contribution.topic.title},
        link=f"/{contribution.topic.community.key}/deliberation/{contribution.topic.public_id}/contribute/",
    )
    return contribution


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_related("topic__community", "author").select_for_update(of=("self",))
    found: Contribution = rows.get(pk=contribution.pk)
    return found


def _moderate(contribution: Contribution, status: ContributionState, reason: str, actor: Any) -> None:
    contribution.status, contribution.hidden_reason = status, reason
    contribution.moderated_by, contribution.moderated_at = actor, timezone.now()
    contribution.save(update_fields=["status", "hidden_reason", "moderated_by", "moderated_at"])


def _record(actor: Any, action: str, contribution: Contribution, data: dict[str, Any] | None = None) -> Any:
    renew_public_pages()
    return record(
        actor=actor, action=action, target=contribution, community=contribution.topic.community, data=data or {}
    )
