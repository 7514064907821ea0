"""The admin has one entrance, allauth's: Wagtail's and Django's own doors lead there (password alone opens neither)."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.communities.enums import Role
from tests.portal.accounts.factories import UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db

DOORS = [
    "/admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/MQ/abc-def/",
    "/django-admin/login/",
    "/_util/login/",
]


@pytest.fixture(params=["resident", "operator", "superuser"])
def person(request):
    community = open_site(communities=1)[1][0]
    if request.param == "resident":
        return UserFactory()
    if request.param == "operator":
        return staff(Role.OPERATOR, community)
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.mark.parametrize("door", DOORS)
def test_side_door_takes_no_password(client: Client, person, door: str) -> None:
    before = person.password
    given = {"username": person.username, "password": "test-password", "email": "a@example.org", "new_password1": "x"}
    answer = client.post(door, given)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (302, 404, 405)
    if answer.status_code == 302:
        assert answer.url.startswith("/accounts/login/")
    person.refresh_from_db()
    assert person.password == before


@pytest.mark.parametrize("door", DOORS)
def test_side_door_shows_no_form(client: Client, door: str) -> None:
    answer = client.get(door, follow=True)
    assert answer.redirect_chain == [] or "/accounts/" in answer.redirect_chain[-1][0]
    if answer.status_code == 200:
        assert 'action="/admin/login/"' not in answer.content.decode()


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/django-admin/"])
def test_admin_sends_a_stranger_to_the_one_entrance(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    if answer.status_code != 404:
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
