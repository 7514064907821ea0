"""Notices of the demo: fraud alerts, police notices and each community's own, dated back from today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.delivery.actions import mark_read, work_off
from notices.delivery.models import Announcement, Message
from notices.demo.own import DRAFT, OWN
from notices.demo.texts import COUNTY, FRAUDS, POLICE, FraudText, PoliceText, Text
from notices.models import CommunityNoticePage, FraudAlertPage, NoticeIndexPage, NoticePage, PoliceNoticePage
from portal import clock
from portal.demo import World

FRAUDS_EACH, POLICE_EACH = 4, 3
DAYS_APART = 3  # between two communities telling the same
LONG_READ_DAYS = 5  # what is older than this, the demo's residents have opened


def load(world: World) -> None:
    """Give the county and every community its notices, and the residents their messages; once."""
    before = Announcement.objects.count()
    county = NoticeIndexPage.objects.get(depth=3)
    for text in COUNTY:
        _publish(county, text, world, author=world.person("county"), police="")
    for number, community in enumerate(world.communities):
        index = NoticeIndexPage.objects.child_of(community.root_page).get()
        operator, manager = (world.person(f"{role}-{community.key}") for role in ("operator", "manager"))
        for text in _share(FRAUDS, FRAUDS_EACH, number) + _share(POLICE, POLICE_EACH, number):
            _publish(index, text, world, author=world.person("police"), police=community.police_station)
        for text in OWN.get(community.key, ()):
            _publish(index, text, world, author=operator, publisher=manager, police="")
        if _is_new(index, DRAFT):
            draft = _draft(index, DRAFT, world, {"source": f"{community.name}居民委员会"})
            draft.save_revision(user=operator)
            draft.get_workflow().start(draft, operator)
    if Announcement.objects.count() > before:
        work_off()
        _date_back()


def _share(texts: tuple[Any, ...], size: int, number: int) -> list[Text]:
    """A selection that differs from community to community, and came out on other days."""
    later = number * DAYS_APART
    chosen = [texts[(number + step) % len(texts)] for step in range(size)]
    return [replace(text, days_ago=text.days_ago + later, holds=text.holds and text.holds + later) for text in chosen]


def _is_new(index: NoticeIndexPage, text: Text) -> bool:
    return not index.get_children().filter(slug=text.slug).exists()


@transaction.atomic
def _publish(
    index: NoticeIndexPage, text: Text, world: World, *, author: Any, police: str, publisher: Any = None
) -> None:
    if not _is_new(index, text):
        return
    day = clock.add_days(world.today, -text.days_ago)
    hour = 9 + len(text.slug) % 8 if text.days_ago else 0
    at = min(timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 10 + len(text.title)))), timezone.now())
    page = _draft(index, text, world, {"source": text.source or police, "first_published_at": at})
    page.save_revision(user=author).publish(user=publisher or author)


def _draft(index: NoticeIndexPage, text: Text, world: World, facts: dict[str, Any]) -> NoticePage:
    ends = clock.add_days(world.today, text.holds - text.days_ago) if text.holds else None
    body = [("paragraph", f"<p>{paragraph}</p>") for paragraph in text.paragraphs]
    fields: dict[str, Any] = {
        "title": text.title, "slug": text.slug, "intro": text.intro, "level": text.level, "expires_on": ends,
        "body": body, "live": False, **facts,
    }  # fmt: skip
    page_type: type[NoticePage] = CommunityNoticePage
    if isinstance(text, FraudText):
        page_type = FraudAlertPage
        fields |= {"fraud_kind": text.kind, "phrases": [("phrase", phrase) for phrase in text.phrases]}
        fields |= {"dos": [("item", item) for item in text.dos], "donts": [("item", item) for item in text.donts]}
    elif isinstance(text, PoliceText):
        page_type = PoliceNoticePage
        fields |= {"topic": text.topic, "area": text.area}
    page: NoticePage = index.add_child(instance=page_type(**fields))
    return page


def _date_back() -> None:
    """Announcements came out with their pages; what is older than a few days has been read."""
    recent = clock.add_days(clock.today(), -LONG_READ_DAYS)
    for announcement in Announcement.objects.select_related("page").filter(page__first_published_at__isnull=False):
        at = announcement.page.first_published_at
        Announcement.objects.filter(pk=announcement.pk).update(created_at=at)
        messages = Message.objects.filter(announcement=announcement)
        messages.update(created_at=at)
        if timezone.localtime(at).date() < recent:
            mark_read(messages=messages)
