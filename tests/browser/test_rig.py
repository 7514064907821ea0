"""The shell of every page, in a real browser: display mode, Chinese glyphs, no sideways scroll, no axe violation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PUBLIC = ("/", "/longshan/", "/accounts/login/")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_on_a_phone_is_accessible_and_fits(
    page: Page, address: str, assert_accessible: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_in_elder_mode_has_large_text_and_aaa_contrast(
    elder_page: Page, address: str, assert_accessible: Callable[..., None]
) -> None:
    elder_page.goto(address)
    expect(elder_page.locator("html")).to_have_attribute("data-mode", "elder")
    size = elder_page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 22
    assert_accessible(elder_page, contrast_aaa=True)


def test_chinese_is_drawn_with_a_chinese_font(page: Page) -> None:
    page.goto("/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert any("CJK" in font["familyName"] or "WenQuanYi" in font["familyName"] for font in fonts), fonts


def test_staff_signs_in_and_reaches_the_admin(desktop_page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(desktop_page, "operator-longshan")
    answer = desktop_page.goto("/admin/")
    assert answer is not None
    assert answer.status == 200
    expect(desktop_page.locator("h1").first).to_be_visible()
