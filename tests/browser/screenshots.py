"""The screenshot sheet: the product's pages by address, screen, display mode, language and role.

python3 dev.py run                       in one terminal
python3 dev.py screenshots [NAME]        in another, into var/screenshots/
python3 dev.py screenshots --docs        the pictures of the documentation, into docs/pictures/
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.browser.launch import ARGUMENTS, DEMO_PASSWORD, DESKTOP, PHONE, program, second_step


@dataclass(frozen=True)
class Shot:
    """One page as somebody sees it."""

    address: str
    login: str = ""
    screen: str = "phone"
    mode: str = "standard"
    language: str = "zh-hans"
    opened: bool = False  # the first page that this list leads to, instead of the list

    @property
    def name(self) -> str:
        """For example `longshan-notices.phone.elder.png`."""
        words = self.address.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home"
        words += "-first" if self.opened else ""
        extras = [
            part
            for part in (self.login, self.screen, self.mode, self.language)
            if part not in ("", "standard", "zh-hans")
        ]
        return ".".join([words, *extras, "png"])


SECTIONS = ("notices", "disclosure", "deliberation", "elections", "services", "directory")
LISTS = tuple(f"/longshan/{section}/" for section in SECTIONS)
PUBLIC = ("/", "/longshan/", *LISTS, "/search/?q=诈骗")
ACCOUNT = ("/accounts/login/", "/accounts/signup/")
MINE = ("/me/", "/me/bookings/", "/me/registrations/", "/me/messages/", "/me/household/", "/me/preferences/")
STAFF = (
    ("operator-longshan", "/admin/"),
    ("manager-longshan", "/admin/pages/"),
    ("county", "/admin/"),
    ("county", "/admin/indicators/"),
)
# The pictures of the documentation: the first screen of a page, by file name.
DOCUMENTED = {
    "community-desktop.png": Shot("/longshan/", screen="desktop"),
    "community-elder.png": Shot("/longshan/", mode="elder"),
    "panel.png": Shot("/admin/indicators/", "county", screen="desktop"),
    "admin-home.png": Shot("/admin/", "manager-longshan", screen="desktop"),
    "notices.png": Shot("/longshan/notices/", screen="desktop", opened=True),
    "disclosure.png": Shot("/longshan/disclosure/", screen="desktop"),
    "deliberation.png": Shot("/longshan/deliberation/", screen="desktop", opened=True),
    "elections.png": Shot("/longshan/elections/", screen="desktop", opened=True),
    "booking.png": Shot("/longshan/services/", screen="desktop"),
    "directory.png": Shot("/longshan/directory/", screen="desktop"),
    "patterns.png": Shot("/patterns/", screen="desktop"),
}
COLOURS = 128  # enough for a page, and a third of the bytes
# The first link of a page's content that leads further down from its own address.
FURTHER_DOWN = """() => [...document.querySelectorAll("main a[href]")].map((link) => new URL(link.href))
  .find((url) => url.origin === location.origin && !url.search && url.pathname.endsWith("/")
    && url.pathname.startsWith(location.pathname) && url.pathname !== location.pathname)?.pathname"""


def sheet() -> Iterable[Shot]:
    """Every picture of the sheet."""
    pages = [*(Shot(address) for address in (*PUBLIC, *ACCOUNT)), *(Shot(address, opened=True) for address in LISTS)]
    for page in pages:
        yield page
        yield replace(page, mode="elder")
        yield replace(page, screen="desktop")
    for address in PUBLIC[:3]:
        yield Shot(address, language="en")
        yield Shot(address, mode="elder-large")
    for address in MINE:
        yield Shot(address, "resident-longshan")
        yield Shot(address, "family-longshan", screen="desktop")
    for login, address in STAFF:
        yield Shot(address, login, screen="desktop")


def open_context(browser: Browser, base: str, shot: Shot) -> BrowserContext:
    """A visitor with the screen, mode, language and login of a picture."""
    screen = PHONE if shot.screen == "phone" else DESKTOP
    context = browser.new_context(base_url=base, locale="zh-CN", timezone_id="Asia/Shanghai", **screen)
    if shot.login:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(shot.login)
        page.locator("#id_password").fill(os.environ.get("DEMO_PASSWORD", DEMO_PASSWORD))
        page.locator("#id_password").press("Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        second_step(page)
        page.close()
    cookies = {"mode": shot.mode, "language": shot.language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context


def visit(page: Page, shot: Shot) -> Response | None:
    """Open the page of a picture."""
    answer = page.goto(shot.address, wait_until="networkidle")
    if shot.opened:
        further = page.evaluate(FURTHER_DOWN)
        answer = page.goto(further, wait_until="networkidle") if further else None
    return answer


def take(browser: Browser, base: str, shots: Iterable[tuple[Shot, Path]], *, whole: bool) -> bool:
    """Take the pictures, of whole pages or of first screens; return whether every page answered with success."""
    fine = True
    contexts: dict[tuple[str, ...], BrowserContext] = {}
    for shot, path in shots:
        visitor = (shot.login, shot.screen, shot.mode, shot.language)
        if visitor not in contexts:
            contexts[visitor] = open_context(browser, base, shot)
        page = contexts[visitor].new_page()
        answer = visit(page, shot)
        status = answer.status if answer else 0
        page.screenshot(path=path, full_page=whole)
        page.close()
        print(f"{'✓' if status == 200 else '✗'} {status} {shot.address} → {path.name}", flush=True)
        fine = fine and status == 200
    return fine


def shrink(path: Path) -> None:
    """Fewer colours, for a repository."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main() -> int:
    """Read the command line, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--to", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--only", default="", help="only pictures with this in their file name")
    parser.add_argument("--docs", action="store_true", help="the pictures of the documentation")
    asked = parser.parse_args()
    named = (
        [(shot, name) for name, shot in DOCUMENTED.items()] if asked.docs else [(shot, shot.name) for shot in sheet()]
    )
    shots = [(shot, asked.to / name) for shot, name in named if asked.only in name]
    asked.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        fine = take(browser, asked.base, shots, whole=not asked.docs)
        browser.close()
    if asked.docs:
        for _shot, path in shots:
            shrink(path)
    return 0 if fine and shots else 1


if __name__ == "__main__":
    sys.exit(main())
