"""The paginator: two queries at any length, never an error for a strange page number."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from portal.accounts.models import User
from portal.pagination import paginate


def people(number: int) -> None:
    User.objects.bulk_create(User(username=f"p{n:05d}") for n in range(number))


@pytest.mark.django_db
@pytest.mark.parametrize("number", [10, 1000])
def test_paginate_two_queries_at_any_length(number: int, rf: RequestFactory, django_assert_num_queries: Any) -> None:
    people(number)
    with django_assert_num_queries(2):
        paged = paginate(User.objects.order_by("username"), rf.get("/?page=2"), size=5)
        assert [user.username for user in paged] == [f"p{n:05d}" for n in range(5, 10)]
    assert paged.total == number


@pytest.mark.parametrize(
    ("asked", "given"), [("0", 1), ("-3", 1), ("99", 5), ("x", 1), ("²", 1), ("1" * 30, 1), ("3", 3)]
)
def test_paginate_strange_number_gives_the_nearest_page(asked: str, given: int, rf: RequestFactory) -> None:
    assert paginate(list(range(43)), rf.get("/", {"page": asked}), size=10).number == given


def test_paginate_single_page_has_no_links(rf: RequestFactory) -> None:
    paged = paginate(list(range(3)), rf.get("/"))
    assert paged.links == ""
    assert paged.words == "共3条"


def test_paginate_links_keep_the_filters(rf: RequestFactory) -> None:
    shown = str(paginate(list(range(100)), rf.get("/?kind=fraud&page=2")).links)
    assert "?kind=fraud&amp;page=3" in shown
    assert 'rel="prev"' in shown


def test_paginate_counts_no_further_than_its_limit(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.pagination.COUNT_LIMIT", 50)
    paged = paginate(list(range(80)), rf.get("/"), size=10)
    assert paged.pages == 5
    assert paged.words == "超过50条"
