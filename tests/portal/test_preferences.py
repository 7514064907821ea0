"""Language and display mode: cookie, address, account, and never somebody else's site."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from portal.preferences import language_of, mode_of
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_mode_of_prefers_the_address_over_the_cookie(rf: RequestFactory) -> None:
    request = rf.get("/?mode=elder")
    request.COOKIES["mode"] = "elder-large"
    assert mode_of(request) == "elder"


def test_mode_and_language_of_ignore_what_they_do_not_know(rf: RequestFactory) -> None:
    request = rf.get("/?mode=rainbow")
    request.COOKIES = {"mode": "<b>", "language": "xx"}
    assert mode_of(request) == "standard"
    assert language_of(request) == "zh-hans"


def test_switch_keeps_the_choice_for_a_year_and_goes_back(client: Client) -> None:
    response = client.get("/preferences/?mode=elder&language=en&next=/patterns/")
    assert response["Location"] == "/patterns/"
    for name, value in (("mode", "elder"), ("language", "en")):
        cookie = response.cookies[name]
        assert (cookie.value, cookie["samesite"], cookie["max-age"]) == (value, "Lax", 365 * 24 * 3600)


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_switch_never_leads_to_another_site(client: Client, goal: str) -> None:
    assert client.get("/preferences/", {"mode": "elder", "next": goal})["Location"] == "/"


def test_switch_is_kept_with_the_account(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    client.get("/preferences/?mode=elder-large&language=en")
    user.refresh_from_db()
    assert (user.display_mode, user.language) == ("elder-large", "en")


def test_account_decides_on_a_device_without_cookies(client: Client) -> None:
    client.force_login(UserFactory(display_mode="elder", language="en"))
    assert '<html lang="en" data-mode="elder">' in client.get("/patterns/").content.decode()


def test_poster_address_switches_and_remembers(client: Client) -> None:
    response = client.get("/patterns/?mode=elder")
    assert 'data-mode="elder"' in response.content.decode()
    assert response.cookies["mode"].value == "elder"
