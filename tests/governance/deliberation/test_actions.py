"""What changes a topic or a contribution: transitions, permissions, the log, the author's message."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from governance.deliberation.actions import (
    advance_topic,
    contribute,
    hide_contribution,
    open_topic,
    possible_stages,
    restore_contribution,
    revise_topic,
    set_support,
    withdraw_contribution,
)
from governance.deliberation.enums import TRANSITIONS, ContributionState, HideReason, Stage, Stance
from governance.deliberation.models import Contribution, Support, Topic
from notices.delivery.models import Message
from portal import clock
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.governance.deliberation.factories import ContributionFactory, SupportFactory, topic_in
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db
PAIRS = [(before, after) for before in Stage for after in Stage]


@pytest.fixture
def place():
    return CommunityFactory()


@pytest.fixture
def manager(place):
    return staff(Role.MANAGER, place)


def needed(stage: Stage) -> dict:
    """What a stage asks for."""
    today = clock.today()
    if stage == Stage.COMMENTING:
        return {"comments_from": today, "comments_until": today + dt.timedelta(days=6)}
    return {"outcome": "同意。"} if stage in (Stage.SETTLED, Stage.NO_AGREEMENT) else {}


def closed(stage: Stage, place, **fields) -> Topic:
    """A topic whose time for opinions, if it had any, is over."""
    if stage == Stage.COMMENTING:
        past = clock.today() - dt.timedelta(days=2)
        fields = {"comments_from": past, "comments_until": past, **fields}
    return topic_in(stage, place, **fields)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_advance_topic_walks_the_table_and_nothing_else(place, manager, before, after):
    topic = closed(before, place)
    allowed = after in TRANSITIONS[before]
    if allowed:
        assert advance_topic(topic=topic, to=after, actor=manager, **needed(after)).stage == after
        assert Entry.objects.filter(action="topic.advance").latest("pk").data == {"from": before, "to": after}
        assert topic.steps.filter(stage=after, actor=manager).exists()
    else:
        with pytest.raises(ValidationError):
            advance_topic(topic=topic, to=after, actor=manager, **needed(after))
        topic.refresh_from_db()
        assert topic.stage == before


def test_advance_topic_without_agreement_ends_with_the_result(place, manager):
    topic = topic_in(Stage.RESULT_PUBLISHED, place, agreed=False)
    assert possible_stages(topic) == []
    assert not topic.is_running
    with pytest.raises(ValidationError):
        advance_topic(topic=topic, to=Stage.IMPLEMENTING, actor=manager)


def test_advance_topic_while_opinions_are_taken_is_refused(place, manager):
    with pytest.raises(ValidationError, match="still|仍"):
        advance_topic(topic=topic_in(Stage.COMMENTING, place), to=Stage.MEETING_HELD, actor=manager)


@pytest.mark.parametrize(
    ("stage", "to"),
    [
        (Stage.CONFIRMED, Stage.COMMENTING),
        (Stage.MEETING_HELD, Stage.SETTLED),
        (Stage.MEETING_HELD, Stage.NO_AGREEMENT),
    ],
)
def test_advance_topic_without_what_the_stage_needs_is_refused(place, manager, stage, to):
    topic = topic_in(stage, place)
    with pytest.raises(ValidationError):
        advance_topic(topic=topic, to=to, actor=manager, outcome="\u200b ")
    topic.refresh_from_db()
    assert topic.stage == stage


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_advance_topic_belongs_to_the_manager(place, role):
    community = place if role in {Role.OPERATOR, Role.SUPERVISOR} else None
    with pytest.raises(PermissionDenied):
        advance_topic(topic=topic_in(Stage.CONFIRMED, place), to=Stage.COMMENTING, actor=staff(role, community))


def test_advance_topic_by_another_communitys_manager_is_refused(place):
    with pytest.raises(PermissionDenied):
        advance_topic(
            topic=topic_in(Stage.CONFIRMED, place), to=Stage.COMMENTING, actor=staff(Role.MANAGER, CommunityFactory())
        )


def test_open_topic_numbers_within_community_and_year(place, manager):
    words = {"title": "楼道堆物怎么清理", "question": "是否同意本月底前统一清理楼道堆物？", "topic_class": "dispute"}
    first = open_topic(community=place, actor=manager, **words)
    second = open_topic(community=place, actor=manager, **words)
    other = CommunityFactory()
    foreign = open_topic(community=other, actor=staff(Role.OPERATOR, other), **words)
    year = clock.today().year
    assert [topic.reference for topic in (first, second, foreign)] == [f"{year}-001", f"{year}-002", f"{year}-001"]
    assert first.steps.get().stage == Stage.CONFIRMED
    with pytest.raises(PermissionDenied):
        open_topic(community=other, actor=manager, **words)


def test_revise_topic_only_before_opinions_are_taken(place, manager):
    words = {
        "title": "新题目",
        "question": "新问题？",
        "topic_class": "policy",
        "touches_property": True,
        "actor": manager,
    }
    assert revise_topic(topic=topic_in(Stage.CONFIRMED, place), **words).question == "新问题？"
    with pytest.raises(ValidationError):
        revise_topic(topic=topic_in(Stage.COMMENTING, place), **words)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("who", ["resident", "foreign", "staff", "nobody"])
def test_contribute_role_by_stage(place, stage, who):
    topic = topic_in(stage, place)
    person = {
        "resident": lambda: ResidentFactory(community=place).user,
        "foreign": lambda: ResidentFactory(community=CommunityFactory()).user,
        "staff": lambda: staff(Role.MANAGER, place),
        "nobody": lambda: staff(Role.COUNTY),
    }[who]()
    if who == "resident" and stage == Stage.COMMENTING:
        contribution = contribute(topic=topic, user=person, stance=Stance.FOR, text="同意")
        assert Entry.objects.get(action="contribution.create").target_id == str(contribution.public_id)
    else:
        with pytest.raises(PermissionDenied):
            contribute(topic=topic, user=person, stance=Stance.FOR, text="同意")
        assert not Contribution.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_contribute_outside_the_days_is_refused(place, days):
    day = clock.today() + dt.timedelta(days=days)
    topic = topic_in(Stage.COMMENTING, place, comments_from=day, comments_until=day)
    with pytest.raises(PermissionDenied):
        contribute(topic=topic, user=ResidentFactory(community=place).user, stance=Stance.FOR, text="同意")


def test_contribute_stores_plain_visible_text(place):
    user = ResidentFactory(community=place).user
    text = "\u202e同意\x00，𠮷田家也\u200b同意 <b>粗</b>"
    contribution = contribute(topic=topic_in(Stage.COMMENTING, place), user=user, stance=Stance.FOR, text=text)
    assert contribution.text == "同意，𠮷田家也同意 <b>粗</b>"


@pytest.mark.parametrize("text", ["", "\u200b\u202e", "字" * 501])
def test_contribute_empty_or_too_long_is_refused(place, text):
    user = ResidentFactory(community=place).user
    with pytest.raises(ValidationError):
        contribute(topic=topic_in(Stage.COMMENTING, place), user=user, stance=Stance.FOR, text=text)


def test_support_counts_once_however_often_it_is_given(place):
    contribution = ContributionFactory(topic=topic_in(Stage.COMMENTING, place))
    user = ResidentFactory(community=place).user
    assert set_support(contribution=contribution, user=user, wanted=True) is True
    assert set_support(contribution=contribution, user=user, wanted=True) is False
    assert contribution.supports.count() == 1
    assert set_support(contribution=contribution, user=user, wanted=False) is True
    assert set_support(contribution=contribution, user=user, wanted=False) is False
    assert contribution.supports.count() == 0
    assert Entry.objects.filter(action__in=["contribution.support", "contribution.unsupport"]).count() == 2


@pytest.mark.parametrize("case", ["own", "foreign", "hidden", "closed"])
def test_support_is_refused(place, case):
    stage = Stage.MEETING_HELD if case == "closed" else Stage.COMMENTING
    contribution = ContributionFactory(topic=topic_in(stage, place), hidden=case == "hidden")
    foreign = CommunityFactory() if case == "foreign" else place
    user = contribution.author.user if case == "own" else ResidentFactory(community=foreign).user
    with pytest.raises(PermissionDenied):
        set_support(contribution=contribution, user=user, wanted=True)
    assert not Support.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_supports_count_once():
    place = CommunityFactory()
    contribution = ContributionFactory(topic=topic_in(Stage.COMMENTING, place))
    user = ResidentFactory(community=place).user
    start, changed = threading.Barrier(2), []

    def press() -> None:
        try:
            start.wait(timeout=10)
            mine = Contribution.objects.select_related("topic__community").get(pk=contribution.pk)
            changed.append(set_support(contribution=mine, user=type(user).objects.get(pk=user.pk), wanted=True))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(changed) == [False, True]
    assert Support.objects.count() == 1


@pytest.mark.parametrize("stage", [Stage.COMMENTING, Stage.MEETING_HELD])
@pytest.mark.parametrize("own", [True, False])
def test_withdraw_own_while_opinions_are_taken(place, stage, own):
    contribution = ContributionFactory(topic=topic_in(stage, place))
    user = contribution.author.user if own else ResidentFactory(community=place).user
    if own and stage == Stage.COMMENTING:
        assert withdraw_contribution(contribution=contribution, user=user).status == ContributionState.WITHDRAWN
        return
    with pytest.raises(PermissionDenied):
        withdraw_contribution(contribution=contribution, user=user)


def test_hide_contribution_tells_the_author_why_and_restore_tells_again(place):
    operator = staff(Role.OPERATOR, place)
    contribution = SupportFactory(contribution__topic=topic_in(Stage.COMMENTING, place)).contribution
    hidden = hide_contribution(contribution=contribution, reason=HideReason.PERSONAL_DATA, actor=operator)
    assert (hidden.status, hidden.hidden_reason, hidden.moderated_by) == ("hidden", "personal_data", operator)
    message = Message.objects.get(recipient=contribution.author)
    assert message.kind == "deliberation.contribution_hidden"
    assert message.data["topic"] == contribution.topic.title
    assert contribution.text not in str(message.data)
    assert Entry.objects.get(action="contribution.hide").data == {"reason": "personal_data"}
    hide_contribution(contribution=contribution, reason=HideReason.INSULT, actor=operator)
    assert Message.objects.count() == 1, "hidden already: nothing happens"
    assert restore_contribution(contribution=contribution, actor=operator).status == ContributionState.PUBLISHED
    assert Message.objects.count() == 2
    hide_contribution(contribution=contribution, reason=HideReason.INSULT, actor=operator)
    assert Message.objects.count() == 3, "hidden a second time: told a second time"


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OPERATOR, Role.MANAGER}])
def test_hide_contribution_by_others_is_refused(place, role):
    contribution = ContributionFactory(topic=topic_in(Stage.COMMENTING, place))
    actor = staff(role, place if role == Role.SUPERVISOR else None)
    with pytest.raises(PermissionDenied):
        hide_contribution(contribution=contribution, reason=HideReason.INSULT, actor=actor)


def test_hide_contribution_of_another_community_or_taken_back_is_refused(place):
    topic = topic_in(Stage.COMMENTING, place)
    with pytest.raises(PermissionDenied):
        hide_contribution(
            contribution=ContributionFactory(topic=topic),
            reason=HideReason.INSULT,
            actor=staff(Role.MANAGER, CommunityFactory()),
        )
    with pytest.raises(PermissionDenied):
        hide_contribution(
            contribution=ContributionFactory(topic=topic, withdrawn=True),
            reason=HideReason.INSULT,
            actor=staff(Role.MANAGER, place),
        )
