"""Topics in any stage, with page, contributions and support."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from governance.deliberation.enums import WITH_RESULT, Stage, Stance, TopicClass
from governance.deliberation.models import Contribution, DeliberationIndexPage, StageStep, Support, Topic, TopicPage
from portal import clock
from tests.portal.accounts.factories import ResidentFactory

WINDOW = dt.timedelta(days=3)


class TopicFactory(DjangoModelFactory[Topic]):
    """A confirmed topic; `in_stage` brings it further with what the stage needs."""

    community = factory.SubFactory("tests.portal.communities.factories.CommunityFactory")
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = "3号楼北侧增设电动车充电棚"
    question = "是否同意在3号楼北侧空地建20个车位的电动车充电棚？"
    topic_class = TopicClass.PUBLIC_GOOD

    class Meta:
        model = Topic


def topic_in(stage: Stage, community: Any, *, agreed: bool = True, **fields: Any) -> Topic:
    """A topic in this stage, open for opinions today where it is the stage of opinions."""
    today = clock.today()
    values: dict[str, Any] = {"community": community, "stage": stage, **fields}
    if stage == Stage.COMMENTING:
        values = {"comments_from": today - WINDOW, "comments_until": today + WINDOW, **values}
    elif stage != Stage.CONFIRMED:
        values = {"comments_from": today - 5 * WINDOW, "comments_until": today - 3 * WINDOW, **values}
    if stage in WITH_RESULT:
        values = {
            "outcome": "同意建充电棚，物业三个月内完工。",
            "is_agreed": agreed and stage != Stage.NO_AGREEMENT,
            **values,
        }
    topic = TopicFactory(**values)
    StageStep.objects.create(topic=topic, stage=stage, reached_on=today)
    return topic


def topic_page(topic: Topic, *, published: bool = True, **fields: Any) -> TopicPage:
    """The page of a topic in its community's section."""
    section = DeliberationIndexPage.objects.child_of(topic.community.root_page).get()
    values = {"title": topic.title, "slug": f"topic-{topic.pk}", "topic": topic, **fields}
    page = section.add_child(instance=TopicPage(live=False, **values))
    revision = page.save_revision()
    if published:
        revision.publish()
        page.refresh_from_db()
    return page


class ContributionFactory(DjangoModelFactory[Contribution]):
    """A published contribution of a resident of the topic's community."""

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(ResidentFactory, community=factory.SelfAttribute("..topic.community"))
    stance = Stance.FOR
    text = factory.Sequence(lambda n: f"支持，第{n}条：夜里飞线充电太危险。")

    class Meta:
        model = Contribution

    class Params:
        hidden = factory.Trait(status="hidden", hidden_reason="insult")
        withdrawn = factory.Trait(status="withdrawn")


class SupportFactory(DjangoModelFactory[Support]):
    """Support by a resident of the community."""

    contribution = factory.SubFactory(ContributionFactory)
    resident = factory.SubFactory(ResidentFactory, community=factory.SelfAttribute("..contribution.topic.community"))

    class Meta:
        model = Support
