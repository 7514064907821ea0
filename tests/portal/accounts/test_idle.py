"""Idle sessions end: staff after 15 minutes, residents after 30; asking how much time is left is no activity."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from portal.communities.enums import Role
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[("staff", 15), ("resident", 30)], ids=["staff", "resident"])
def person(request):
    kind, minutes = request.param
    if kind == "staff":
        return staff(Role.OPERATOR, open_site(communities=1)[1][0]), minutes, "/admin/"
    return ResidentFactory(user=UserFactory()).user, minutes, "/me/"


def test_session_ends_after_its_time_and_comes_back_to_the_page(client, person):
    user, minutes, address = person
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.force_login(user)
        assert client.get(address).status_code == 200
        clock.shift(dt.timedelta(minutes=minutes, seconds=-5))
        assert client.get(address).status_code == 200
        clock.shift(dt.timedelta(minutes=minutes, seconds=5))
        answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=%2F")
    assert "_auth_user_id" not in client.session


def test_asking_is_no_activity_staying_is(client, person):
    user, minutes, address = person
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.force_login(user)
        client.get(address)
        clock.shift(dt.timedelta(minutes=minutes - 2))
        assert client.get("/accounts/session/").json()["seconds"] == 120
        assert client.get("/accounts/session/").json()["seconds"] == 120
        assert client.post("/accounts/session/").json()["seconds"] == minutes * 60
        clock.shift(dt.timedelta(minutes=minutes - 1))
        assert client.get(address).status_code == 200


def test_ended_session_answers_a_script_with_401(client, person):
    user, minutes, _address = person
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.force_login(user)
        client.get("/accounts/session/")
        client.post("/accounts/session/")
        clock.shift(dt.timedelta(minutes=minutes, seconds=1))
        assert client.get("/accounts/session/").status_code == 401


def test_reading_pages_writes_the_session_once_in_a_while(client, django_assert_num_queries):
    user = ResidentFactory(user=UserFactory()).user
    client.force_login(user)
    client.get("/me/")
    before = client.session["seen"]
    client.get("/me/household/")
    assert client.session["seen"] == before


def test_pages_for_signed_out_visitors_carry_no_warning(client):
    open_site(communities=1)
    assert 'id="idle"' not in client.get("/").content.decode()


def test_pages_of_somebody_signed_in_do(client, person):
    user, minutes, address = person
    client.force_login(user)
    page = client.get(address).content.decode()
    assert 'id="idle"' in page
    assert f'data-seconds="{minutes * 60}"' in page
