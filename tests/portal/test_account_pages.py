"""allauth's pages in our look; demo logins in demo mode only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


@pytest.mark.parametrize("address", [LOGIN, "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"])
def test_account_page_stands_in_our_frame(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert 'data-mode="standard"' in html
    assert 'class="form"' in html
    assert "csrfmiddlewaretoken" in html


def test_login_page_takes_a_password_and_offers_a_code(client: Client) -> None:
    html = client.get(LOGIN).content.decode()
    assert 'type="password"' in html
    assert "验证码登录" in html


def test_login_with_a_password_works(client: Client) -> None:
    UserFactory(username="operator-longshan", nickname="小林")
    response = client.post(LOGIN, {"login": "operator-longshan", "password": "test-password"})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_login_with_a_wrong_password_says_so_in_the_summary(client: Client) -> None:
    UserFactory(username="operator-longshan")
    html = client.post(LOGIN, {"login": "operator-longshan", "password": "wrong"}).content.decode()
    assert "error-summary" in html


def test_demo_logins_appear_in_demo_mode_only(client: Client, settings: Any) -> None:
    UserFactory(username="resident-longshan")
    assert "resident-longshan" in client.get(LOGIN).content.decode()
    settings.DEMO = False
    html = client.get(LOGIN).content.decode()
    assert "resident-longshan" not in html
    assert settings.DEMO_PASSWORD not in html


@pytest.mark.parametrize("address", ["/accounts/logout/", "/accounts/email/", "/accounts/phone/change/"])
def test_signed_in_account_page_stands_in_our_frame(client: Client, address: str) -> None:
    client.force_login(UserFactory())
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert 'data-mode="standard"' in response.content.decode()
