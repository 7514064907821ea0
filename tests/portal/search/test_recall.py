"""The recall set: what residents type finds what staff wrote, on this database."""

from __future__ import annotations

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db

TITLES = {
    "a": "防范电信诈骗提醒",
    "b": "幸福社区公告栏更新",
    "c": "2026年第三季度财务收支公开",
    "d": "关于老旧小区加装电梯的议事通知",
    "e": "长者食堂助餐服务预约说明",
    "f": "第十三届居民委员会换届选举选民登记公告",
    "g": "Gigabit fibre 千兆光纤入户检修",
    "h": "𠮷祥里停水通知",
}
QUERIES = {
    "诈骗": "a", "电信诈骗": "a", "防范": "a", "公告栏": "b", "幸福": "b", "财务": "c", "第三季度": "c", "2026年": "c", "电梯": "d",
    "加装电梯": "d", "助餐": "e", "食堂": "e", "选民登记": "f", "换届选举": "f",
    "居民委员会": "f", "光纤": "g", "fibre": "g", "GIGABIT": "g",
    "𠮷祥": "h", "停水": "h", "zhapian": "a", "dianti": "d", "xuanmindengji": "f", "zp": "a", "梯": "d",
}  # fmt: skip


@pytest.fixture
def pages():
    county, _communities = open_site(1)
    section = county.get_children().first()
    return {key: section.add_child(instance=Page(title=title, slug=key)) for key, title in TITLES.items()}


def search(query):
    """Slugs found."""
    return {page.slug for page in get_search_backend().search(query, Page.objects.all(), order_by_relevance=False)[:20]}


def test_recall_is_complete(pages):
    missed = {query: slug for query, slug in QUERIES.items() if slug not in search(query)}
    assert missed == {}


@pytest.mark.parametrize("query", ["火箭发射", "xyzzy", "诈骗电梯"])
def test_nonsense_finds_nothing(pages, query):
    assert search(query) == set()


@pytest.mark.parametrize("query", ["", '"', "'", "(", "诈骗 OR", "*", "\\", "诈" * 600, "a:b & c | !d"])
def test_hostile_queries_do_not_fail(pages, query):
    search(query)


def test_unfinished_words_are_completed_in_the_admin(pages):
    found = get_search_backend().autocomplete("加装电", Page.objects.all())
    assert "d" in {page.slug for page in found}
