"""Facts that pages share: kept for a generation and a while, in requests only."""

from __future__ import annotations

from itertools import count

import pytest
from django.core.cache import caches
from django.urls import reverse

from portal import early_cache, shared
from portal.communities.enums import Role
from tests.notices.factories import make_notice
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    settings.SHARED_FACTS_SECONDS = 60
    settings.EARLY_CACHE_SECONDS = 0
    shared._facts.clear()
    yield
    shared._facts.clear()


def test_fact_is_made_once_in_a_generation():
    made = count()
    with shared.sharing(lambda: 1):
        assert [shared.shared("x", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    with shared.sharing(lambda: 2):
        assert shared.shared("x", lambda: next(made)) == 1


@pytest.mark.parametrize("generation", [None, "outside"])
def test_nothing_is_kept_outside_a_request_or_without_the_cache(generation):
    made = count()
    if generation == "outside":
        values = [shared.shared("x", lambda: next(made)) for _ in range(2)]
    else:
        with shared.sharing(lambda: None):
            values = [shared.shared("x", lambda: next(made)) for _ in range(2)]
    assert values == [0, 1]


def test_fact_grows_old(settings):
    made = count()
    settings.SHARED_FACTS_SECONDS = -1
    with shared.sharing(lambda: 1):
        assert [shared.shared("x", lambda: next(made)) for _ in range(2)] == [0, 1]


def test_oldest_facts_go_first(monkeypatch):
    monkeypatch.setattr(shared, "MOST", 3)
    with shared.sharing(lambda: 1):
        for name in "abcd":
            shared.shared(name, str)
    assert list(shared._facts) == ["b", "c", "d"]


def test_second_visit_asks_the_page_only(client, django_assert_max_num_queries):
    community = open_site()[1][0]
    notice = make_notice(community, title="停水")
    client.get(notice.url)
    with django_assert_max_num_queries(1):
        assert "停水" in client.get(notice.url).content.decode()


def test_publishing_renews_the_home(client, django_capture_on_commit_callbacks):
    community = open_site()[1][0]
    home = community.root_page.url
    assert "周四停水" not in client.get(home).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        make_notice(community, title="周四停水").save_revision().publish()
    assert "周四停水" in client.get(home).content.decode()


def test_restricting_a_page_closes_it_at_once(client, django_capture_on_commit_callbacks):
    community = open_site()[1][0]
    notice = make_notice(community, title="内部")
    assert client.get(notice.url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        notice.view_restrictions.create(restriction_type="login")
    assert client.get(notice.url).status_code == 302
    assert "内部" not in client.get(community.root_page.url).content.decode()


def test_community_without_a_notice_any_more_gives_no_error(client, django_capture_on_commit_callbacks):
    community = open_site()[1][0]
    notice = make_notice(community, title="停水")
    assert client.get(notice.url).status_code == 200
    type(notice).objects.filter(pk=notice.pk).delete()  # past every signal
    assert client.get(notice.url).status_code == 404


def test_renamed_community_is_shown_with_its_new_name(client, django_capture_on_commit_callbacks):
    community = open_site()[1][0]
    client.get(community.root_page.url)
    with django_capture_on_commit_callbacks(execute=True):
        community.name = "新名社区"
        community.save()
    assert "新名社区" in client.get(community.root_page.url).content.decode()


def test_links_of_a_list_carry_the_readers_own_query_only(client):
    community = open_site()[1][0]
    for number in range(21):
        make_notice(community, title=f"通知{number}")
    address = f"{community.root_page.url}notices/"
    client.get(f"{address}?mark=other")
    assert "mark=other" not in client.get(address).content.decode()


def test_one_readers_language_is_not_the_others(client):
    home = open_site()[1][0].root_page.url
    client.get(home)
    client.cookies["language"] = "en"
    assert "Latest notices" in client.get(home).content.decode()


def test_generation_that_could_not_be_raised_is_raised_later(client, monkeypatch):
    open_site()
    client.get("/")
    before = caches["pages"].get(early_cache.GENERATION_KEY)
    with monkeypatch.context() as away:
        away.setattr(caches["pages"], "incr", lambda *_: (_ for _ in ()).throw(ValueError))
        away.setattr(caches["pages"], "get", lambda *_: None)
        away.setattr(caches["pages"], "set", lambda *_, **__: None)
        early_cache._next_generation()
    client.get("/")
    assert caches["pages"].get(early_cache.GENERATION_KEY) == before + 1


def test_staff_read_their_own_edit_in_the_admin(client, django_capture_on_commit_callbacks):
    community = open_site()[1][0]
    notice = make_notice(community, title="停水")
    client.force_login(staff(Role.MANAGER, community))
    explorer = reverse("wagtailadmin_explore", args=[notice.get_parent().pk])
    assert "停水" in client.get(explorer).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        notice.title = notice.draft_title = "停电"
        notice.save()
    assert "停电" in client.get(explorer).content.decode()


def test_upgrade_renews_what_the_last_release_kept(client, manage, django_capture_on_commit_callbacks):
    client.get("/")
    before = caches["pages"].get(early_cache.GENERATION_KEY)
    with django_capture_on_commit_callbacks(execute=True):
        manage("migrate", verbosity=0)
    assert caches["pages"].get(early_cache.GENERATION_KEY) > before
