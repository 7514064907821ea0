"""The frame of every page: language, mode, cacheability, who is signed in, who runs the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from notices.delivery.query import unread_count
from tests.portal.accounts.factories import ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/patterns/"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
OWN = [
    path
    for folder in ("components", "patterns", "account", "allauth", "blocks", "wagtailadmin")
    for path in (TEMPLATES / folder).rglob("*.html")
] + list(TEMPLATES.glob("*.html"))


def test_page_is_chinese_and_standard_whatever_the_browser_asks_for(client: Client) -> None:
    html = client.get(PAGE, headers={"Accept-Language": "en-GB,en"}).content.decode()
    assert '<html lang="zh-CN" data-mode="standard">' in html


def test_page_follows_the_cookies(client: Client) -> None:
    client.cookies["mode"] = "elder-large"
    client.cookies["language"] = "en"
    assert '<html lang="en" data-mode="elder-large">' in client.get(PAGE).content.decode()


def test_page_for_a_visitor_needs_no_cookie_and_no_token(client: Client) -> None:
    response = client.get(PAGE)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in response.content.decode()


def test_page_for_a_visitor_reads_nothing_from_the_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get(PAGE)


def test_page_for_a_signed_in_resident_shows_account_and_unread(client: Client) -> None:
    resident = ResidentFactory(user=UserFactory(nickname="王阿姨"))
    client.force_login(resident.user)
    html = client.get(PAGE).content.decode()
    assert "王阿姨" in html
    assert unread_count(resident.user) == 0
    assert "条未读" not in html


def test_page_offers_elder_mode_and_brings_back_to_the_same_page(client: Client) -> None:
    html = client.get(PAGE + "?page=2").content.decode()
    assert re.search(r'rel="nofollow" href="/preferences/\?mode=elder&amp;next=%2Fpatterns%2F%3Fpage%3D2"', html)
    assert "长辈版" in html


def test_elder_page_offers_the_way_back_and_the_phone(elder_client: Client) -> None:
    html = elder_client.get(PAGE).content.decode()
    assert "返回标准版" in html
    assert "再大些" in html
    assert 'href="tel:06310000001"' in html


def test_foot_names_who_runs_the_site(client: Client, settings: Any) -> None:
    settings.SITE_IDENTITY = {"organiser": "某县民政局", "site_code": "3710830001", "icp": "鲁ICP备1号"}
    html = client.get(PAGE).content.decode()
    for words in ("某县民政局", "3710830001", "鲁ICP备1号"):
        assert words in html


def test_pattern_page_exists_for_staff_or_in_demo_mode_only(client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get(PAGE).status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_no_inline_style_script_or_handler(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script>|javascript:", source)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", source)
