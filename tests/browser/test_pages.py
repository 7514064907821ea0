"""One page of every type, and every view beside the tree, as a browser sees them. Faults are collected and named by page."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator

import brotli
import html5lib
import pytest
from playwright.sync_api import Page, Response

from tests.browser.pages import ADMIN_VIEWS, OWN_VIEWS, PUBLIC_VIEWS, page_types

Accessible = Callable[..., None]
SignIn = Callable[[Page, str], None]
PHONE = 360
KIB = 1024
LIMITS = {"document": 12 * KIB, "stylesheet": 10 * KIB, "script": 22 * KIB}
MOST_REQUESTS = 8


@pytest.fixture(scope="session")
def examples(base_url: str, site_environment: dict[str, str]) -> dict[str, str | None]:
    """An address for every page type."""
    return page_types(site_environment)


@pytest.fixture
def public_addresses(examples: dict[str, str | None]) -> list[str]:
    """Everything a visitor can open without an account."""
    return [*filter(None, examples.values()), *PUBLIC_VIEWS]


def test_demo_shows_every_page_type(examples: dict[str, str | None]) -> None:
    assert [label for label, address in examples.items() if address is None] == []


def test_public_pages_at_a_desktop_in_chinese(
    desktop_page: Page, public_addresses: list[str], assert_accessible: Accessible
) -> None:
    titles: dict[str, str] = {}
    faults = list(survey(desktop_page, public_addresses, assert_accessible, lang="zh-CN"))
    for address in public_addresses:
        desktop_page.goto(address)
        title = desktop_page.title()
        if title in titles and address.partition("?")[0] != titles[title].partition("?")[0]:
            faults.append(f"{address}: the same title as {titles[title]}")
        titles[title] = address
    assert not faults, "\n".join(faults)


def test_public_pages_on_a_phone_in_english_and_elder_mode(
    elder_page: Page, base_url: str, public_addresses: list[str], assert_accessible: Accessible
) -> None:
    elder_page.set_viewport_size({"width": PHONE, "height": 780})
    elder_page.context.add_cookies([{"name": "language", "value": "en", "url": base_url}])
    faults = list(survey(elder_page, public_addresses, assert_accessible, lang="en", contrast_aaa=True))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_own_pages_on_a_phone(
    page: Page, base_url: str, mode: str, sign_in: SignIn, assert_accessible: Accessible
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 780})
    page.context.add_cookies([{"name": "mode", "value": mode, "url": base_url}])
    sign_in(page, "family-longshan")
    faults = list(survey(page, OWN_VIEWS, assert_accessible, lang="zh-CN", contrast_aaa=mode == "elder"))
    assert not faults, "\n".join(faults)


def test_public_pages_are_light(page: Page, public_addresses: list[str]) -> None:
    """Weights are those of the bodies in brotli, as production sends them (the development server sends them plain)."""
    faults = []
    for address in public_addresses:
        answers: list[Response] = []
        page.on("response", lambda answer, seen=answers: seen.append(answer))
        page.goto(address, wait_until="networkidle")
        weights = dict.fromkeys(LIMITS, 0)
        for answer in answers:
            if (kind := answer.request.resource_type) in weights:
                weights[kind] += len(brotli.compress(answer.body()))
        faults += [f"{address}: {kind} {weights[kind]} bytes" for kind in LIMITS if weights[kind] > LIMITS[kind]]
        if len(answers) > MOST_REQUESTS:
            faults.append(f"{address}: {len(answers)} requests")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("login", ["manager-longshan", "county"])
def test_admin_pages_open_in_chinese(desktop_page: Page, login: str, sign_in: SignIn) -> None:
    """Script errors and requests to third parties are watched by the page itself."""
    sign_in(desktop_page, login)
    faults = []
    for address in ADMIN_VIEWS:
        answer = desktop_page.goto(address, wait_until="networkidle")
        status = answer.status if answer else 0
        language = desktop_page.locator("html").get_attribute("lang") or ""
        if status != 200 or not language.startswith("zh") or desktop_page.locator("h1, h2").count() == 0:
            faults.append(f"{address}: {status} {language}")
    assert not faults, "\n".join(faults)


def survey(
    page: Page, addresses: Iterable[str], assert_accessible: Accessible, *, lang: str, contrast_aaa: bool = False
) -> Iterator[str]:
    """What is wrong with each page: status, language, headings, pictures without words, width, markup, accessibility."""
    size = page.viewport_size
    assert size is not None
    for address in addresses:
        page.set_viewport_size(size)
        answer = page.goto(address)
        found = [*look(page, lang), *markup_faults(answer.text() if answer else "")]
        expected = 404 if address == "/no-such-page/" else 200
        if answer is None or answer.status != expected:
            found.append(f"status {answer and answer.status}")
        try:
            assert_accessible(page, contrast_aaa=contrast_aaa)
        except AssertionError as error:
            found.append(str(error))
        yield from (f"{address}: {fault}" for fault in found)


def look(page: Page, lang: str) -> Iterator[str]:
    """Faults that a script in the page can see."""
    if page.locator("html").get_attribute("lang") != lang:
        yield f"lang is not {lang}"
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} h1"
    if not page.title().strip():
        yield "no title"
    if page.locator("img:not([alt])").count():
        yield "a picture without alt"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{wide} px too wide"


def markup_faults(markup: str) -> list[str]:
    """What the HTML standard's own parsing rules call an error, and ids that stand twice."""
    parser = html5lib.HTMLParser(strict=False, tree=html5lib.getTreeBuilder("etree"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = parser.parse(markup)
    faults = [f"markup {code} {position}" for position, code, _ in parser.errors]
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    return faults + [f"id {name!r} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
