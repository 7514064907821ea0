"""Believable topics for the demo: every community talks something over, and every stage is to be seen somewhere."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from governance.deliberation.demo.texts import NEIGHBOURS, TOPICS
from governance.deliberation.enums import WITH_RESULT, Stage
from governance.deliberation.models import Contribution, DeliberationIndexPage, StageStep, Support, Topic, TopicPage
from governance.deliberation.presentation import COURSE
from portal import clock
from portal.accounts.actions import register_resident
from portal.accounts.models import Resident, User

if TYPE_CHECKING:
    from portal.communities.models import Community
    from portal.demo import World

INTRO = "大家的事，大家商量。写下您的看法，看看邻居怎么想，再看商量出了什么、办得怎么样。"
# Which topics a community has, in which stage: one open for opinions everywhere, the other stages shared out.
PROGRAMME: tuple[tuple[tuple[int, Stage], ...], ...] = (
    ((0, Stage.COMMENTING), (1, Stage.IMPLEMENTING), (2, Stage.COMPLETED), (3, Stage.CONFIRMED)),
    ((4, Stage.COMMENTING), (0, Stage.RESULT_PUBLISHED), (5, Stage.NO_AGREEMENT)),
    ((5, Stage.COMMENTING), (2, Stage.MEETING_HELD), (1, Stage.COMPLETED)),
    ((1, Stage.COMMENTING), (3, Stage.SETTLED), (4, Stage.IMPLEMENTING)),
    ((2, Stage.COMMENTING), (5, Stage.RESULT_PUBLISHED), (0, Stage.COMPLETED)),
    ((3, Stage.COMMENTING), (4, Stage.COMMENTING), (1, Stage.RESULT_PUBLISHED)),
)
# How many days after the last one a stage was reached.
STEPS = {
    Stage.CONFIRMED: 0,
    Stage.COMMENTING: 3,
    Stage.MEETING_HELD: 9,
    Stage.SETTLED: 1,
    Stage.NO_AGREEMENT: 1,
    Stage.RESULT_PUBLISHED: 3,
    Stage.IMPLEMENTING: 6,
    Stage.COMPLETED: 35,
}


LAG = 3  # days since the latest stage was reached


def load(world: World) -> None:
    """Fill every community's section. Running it again adds only what is not there."""
    for number, community in enumerate(world.communities):
        index = DeliberationIndexPage.objects.in_community(community).first()
        if index is None:
            continue
        if not index.intro:
            DeliberationIndexPage.objects.filter(pk=index.pk).update(intro=INTRO)
        there = set(Topic.objects.in_community(community).values_list("title", flat=True))
        programme = [(TOPICS[topic], stage) for topic, stage in PROGRAMME[number % len(PROGRAMME)]]
        missing = [(words, stage) for words, stage in programme if words["title"] not in there]
        if not missing:
            continue
        people = _people(world, community)
        for words, stage in missing:
            _topic(world, community, index, people, words, stage)


def _people(world: World, community: Community) -> list[Resident]:
    """The demo's residents and some invented neighbours, who can't sign in."""
    people = [world.resident(f"{login}-{community.key}") for login in ("resident", "family")]
    for number, (nickname, name) in enumerate(NEIGHBOURS):
        user, created = User.objects.get_or_create(
            username=f"neighbour-{number + 1}-{community.key}", defaults={"nickname": nickname}
        )
        if created:
            user.set_unusable_password()
            user.save()
            register_resident(user=user, community=community, estate=community.estates.first(), actor=None, name=name)
        people.append(user.resident)
    return people


def _topic(
    world: World, community: Community, index: Any, people: list[Resident], words: dict[str, Any], stage: Stage
) -> None:
    chance = random.Random(f"{community.key}{words['slug']}")
    agreed = stage != Stage.NO_AGREEMENT
    course = [*COURSE[:3], Stage.SETTLED if agreed else Stage.NO_AGREEMENT, *COURSE[4:]]
    reached = course[: course.index(stage) + 1]
    day = world.today - dt.timedelta(days=sum(STEPS[step] for step in reached) + LAG)
    days = {}
    for step in reached:
        day += dt.timedelta(days=STEPS[step])
        days[step] = min(day, world.today)
    opened = days.get(Stage.COMMENTING)
    topic = Topic(
        community=community,
        year=world.today.year,
        number=Topic.objects.in_community(community).filter(year=world.today.year).count() + 1,
        title=words["title"],
        question=words["question"],
        topic_class=words["class"],
        touches_property=words.get("property", False),
        stage=stage,
        comments_from=opened,
        comments_until=opened + dt.timedelta(days=6) if opened else None,
        is_agreed=agreed if stage in WITH_RESULT else None,
        outcome=words["agreed" if agreed else "open"] if stage in WITH_RESULT else "",
    )
    topic.full_clean()
    topic.save()
    StageStep.objects.bulk_create(StageStep(topic=topic, stage=step, reached_on=on) for step, on in days.items())
    if opened:
        _opinions(topic, people, words, chance, clock.start_of_day(opened), world.today)
    _page(topic, index, words, days[Stage.CONFIRMED])


def _opinions(
    topic: Topic,
    people: list[Resident],
    words: dict[str, Any],
    chance: random.Random,
    opened: dt.datetime,
    today: dt.date,
) -> None:
    authors = people[:]
    chance.shuffle(authors)
    latest = min((today - opened.date()).days, 6)
    for number, (stance, text) in enumerate(words["opinions"]):
        author = authors[number % len(authors)]
        contribution = Contribution.objects.create(topic=topic, author=author, stance=stance, text=text)
        moment = opened + dt.timedelta(
            days=chance.randint(0, latest), hours=chance.randint(8, 20), minutes=chance.randint(0, 59)
        )
        Contribution.objects.filter(pk=contribution.pk).update(created_at=min(moment, clock.now()))
        friends = chance.sample([person for person in people if person != author], k=chance.randint(0, len(people) - 2))
        Support.objects.bulk_create(Support(contribution=contribution, resident=friend) for friend in friends)
    Contribution.objects.create(
        topic=topic,
        author=authors[-1],
        stance="neutral",
        text=words["hidden"],
        status="hidden",
        hidden_reason="off_topic",
    )


def _page(topic: Topic, index: Any, words: dict[str, Any], day: dt.date) -> None:
    moment = clock.start_of_day(day) + dt.timedelta(hours=10)
    body = [("paragraph", f"<p>{text}</p>") for text in words["background"]]
    page = TopicPage(title=topic.title, slug=words["slug"], topic=topic, intro=words["intro"], body=body, live=False)
    page.first_published_at = moment
    index.add_child(instance=page)
    page.save_revision().publish()
    TopicPage.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
