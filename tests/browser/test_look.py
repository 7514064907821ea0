"""The design system in a real browser: every component, mode and width; script refinements; weight on the wire."""

from __future__ import annotations

from collections.abc import Callable

import brotli
import pytest
from playwright.sync_api import Page, Request

MODES = {"standard": 44, "elder": 60, "elder-large": 60}
# Anything to tap, except links inside running text (WCAG 2.5.8 excepts them) and boxes whose label is the target.
TARGETS = """(least) => [...document.querySelectorAll("a,button,select,input,textarea,summary")].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && box.height < least - 1 && !["checkbox", "radio"].includes(e.type)
    && getComputedStyle(e).display !== "inline" && !e.closest(".row-main");
}).map((e) => e.outerHTML.slice(0, 90))"""
VOICE = """
  window.said = [];
  const voice = {lang: "zh-CN", name: "test"};
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [voice], cancel: () => {}, addEventListener: () => {},
    speak: (words) => { window.said.push(words.text); if (window.said.length < 3) setTimeout(words.onend, 0); },
  }});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@pytest.mark.parametrize("mode", list(MODES))
@pytest.mark.parametrize("width", [360, 1280])
def test_patterns_are_accessible_and_fit(
    page: Page, base_url: str, assert_accessible: Callable[..., None], mode: str, width: int
) -> None:
    page.context.add_cookies([{"name": "mode", "value": mode, "url": base_url}])
    # So tall that the bar at the bottom of the screen lies over nothing.
    page.set_viewport_size({"width": width, "height": 24_000})
    page.goto("/patterns/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TARGETS, MODES[mode]) == []
    assert_accessible(page, contrast_aaa=mode != "standard")


def test_read_aloud_speaks_sentence_by_sentence_and_stops(page: Page) -> None:
    page.add_init_script(VOICE)
    page.goto("/patterns/")
    button = page.get_by_role("button", name="朗读")
    button.click()
    page.wait_for_function("window.said.length === 3")
    assert page.evaluate("window.said[0]") == "组件样例"
    assert page.locator("mark.reading").count() == 1
    page.get_by_role("button", name="停止朗读").click()
    assert page.locator("mark.reading").count() == 0


def test_read_aloud_is_absent_without_a_chinese_voice(page: Page) -> None:
    page.goto("/patterns/")
    assert page.get_by_role("button", name="朗读").count() == 0


def test_text_area_says_how_much_is_left(page: Page) -> None:
    page.goto("/patterns/")
    page.locator("#id_note").fill("轮椅")
    assert page.locator("#id_note + .count").inner_text() == "2 / 200"


def test_page_is_light_and_asks_little(page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    response = page.goto("/longshan/notices/")
    assert response is not None
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 8, [request.url for request in asked]
    assert len(brotli.compress(response.body())) <= 12 * 1024


def test_page_works_without_script(page: Page, base_url: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False, base_url=base_url, locale="zh-CN")  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto("/patterns/")
    plain.get_by_role("link", name="长辈版", exact=True).first.click()
    assert plain.locator("html").get_attribute("data-mode") == "elder"
    assert plain.get_by_role("button", name="朗读").count() == 0
    context.close()
