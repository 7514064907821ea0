"""A real browser on a real site: Debian's Chromium, granian, the demo content, in a database of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from devtools.paths import PYTHON, ROOT, VAR, environment, tool
from devtools.processes import Family, free_port
from tests.browser.launch import ARGUMENTS, DEMO_PASSWORD, DESKTOP, PHONE, program, second_step

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The enhanced rule is silent about what the ordinary one already reports, so both are run.
CONTRAST_AAA = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}
LAUNCH_SECONDS = 60
CODE = re.compile(r"(?<![0-9A-Za-z])(\d{6}|[A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6})(?![0-9A-Za-z])")

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def site_environment() -> dict[str, str]:
    """The environment of every process of the demo site; its files are in `VAR_DIR`."""
    env = environment(
        VAR_DIR=str(VAR / "browser-site"), DJANGO_SETTINGS_MODULE="portal.settings.dev", DEMO="1",
        DEMO_PASSWORD=DEMO_PASSWORD,
    )  # fmt: skip
    env.pop("DATABASE_URL", None)
    return env


@pytest.fixture(scope="session")
def base_url(site_environment: dict[str, str]) -> Iterator[str]:
    """The address of the demo site, loaded and started once; tests tell each other apart by community and login."""
    shutil.rmtree(site_environment["VAR_DIR"], ignore_errors=True)
    for command in (["migrate", "--no-input", "--verbosity", "0"], ["load_demo"]):
        subprocess.run(
            [str(PYTHON), "manage.py", *command], cwd=ROOT, env=site_environment, check=True, capture_output=True
        )
    port = free_port()
    listen = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    with Family() as family:
        family.start(
            "browser-site",
            [tool("granian"), "--interface", "wsgi", *listen, "portal.wsgi:application"],
            env=site_environment,
        )
        family.wait_for(port, seconds=LAUNCH_SECONDS)
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=LAUNCH_SECONDS).close()
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def worker(site_environment: dict[str, str]) -> Iterator[None]:
    """A Celery worker of the demo site, on the embedded broker, as long as the test lasts."""
    with Family() as family:
        command = [tool("celery"), "--app", "portal", "--quiet", "worker", "--concurrency", "1", "--loglevel", "INFO"]
        child = family.start("browser-worker", command, env=site_environment)
        until = time.monotonic() + LAUNCH_SECONDS
        while "ready." not in child.log.read_text(encoding="utf-8"):
            family.look()
            assert time.monotonic() < until, "the worker does not get ready"
            time.sleep(0.2)
        yield


@pytest.fixture
def newest_code(site_environment: dict[str, str]) -> Callable[[str], str]:
    """The one-time code in the newest text or mail to an address, out of the demo site's outbox."""
    outbox = Path(site_environment["VAR_DIR"]) / "outbox"

    def find(to: str) -> str:
        if "@" in to:
            newest = max((outbox / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
            mail = message_from_bytes(newest.read_bytes(), policy=default)
            assert to in str(mail["To"])
            body = mail.get_body(("plain",))
            text = body.get_content() if body else ""
        else:
            last = json.loads((outbox / "sms.jsonl").read_text(encoding="utf-8").splitlines()[-1])
            assert last["phone"] == to
            text = last["text"]
        code = CODE.search(text)
        assert code, "the newest message holds no code"
        return code[0]

    return find


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    return {**browser_type_launch_args, "executable_path": program(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese visitor with a phone."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **PHONE}


@pytest.fixture
def context(context: BrowserContext, base_url: str) -> Iterator[BrowserContext]:
    """A context that fails its test on a script error or a request to anybody else."""
    with _watched(context, base_url):
        yield context


@pytest.fixture
def desktop_page(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> Iterator[Page]:
    """A wide screen."""
    context = browser.new_context(**{**browser_context_args, "base_url": base_url, **DESKTOP})
    with _watched(context, base_url):
        yield context.new_page()
    context.close()


@pytest.fixture
def elder_page(page: Page, base_url: str) -> Page:
    """A phone in elder mode."""
    page.context.add_cookies([{"name": "mode", "value": "elder", "url": base_url}])
    return page


@pytest.fixture(params=["desktop", "elder-phone"])
def screen(request: pytest.FixtureRequest) -> str:
    """The two screens every resident's journey is made on."""
    return str(request.param)


@pytest.fixture
def visitor(request: pytest.FixtureRequest, screen: str) -> Page:
    """A resident at a desktop, or with a phone in elder mode."""
    page: Page = request.getfixturevalue("desktop_page" if screen == "desktop" else "elder_page")
    return page


@pytest.fixture
def home(screen: str) -> str:
    """The community of a journey: another one for each screen, so that journeys don't meet."""
    return "longshan" if screen == "desktop" else "dongli"


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Sign in with a demo login, the way people do."""

    def by_form(page: Page, login: str) -> None:
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(login)
        page.locator("#id_password").fill(DEMO_PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        second_step(page)

    return by_form


@pytest.fixture
def desk_of(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str, sign_in: Callable[[Page, str], None]
) -> Iterator[Callable[[str], Page]]:
    """A member of staff at a desk of her own, signed in, while somebody else has the other screen."""
    contexts = []

    def open_desk(login: str) -> Page:
        context = browser.new_context(**{**browser_context_args, "base_url": base_url, **DESKTOP})
        contexts.append(context)
        page = context.new_page()
        sign_in(page, login)
        return page

    yield open_desk
    for context in contexts:
        context.close()


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """No violation of WCAG 2.2 AA as axe sees it; in elder mode also contrast at level AAA."""

    def check(page: Page, *, contrast_aaa: bool = False) -> None:
        if size := page.viewport_size:
            # So tall that the bar at the bottom of the screen lies over nothing: axe would call what it covers too small.
            page.set_viewport_size({"width": size["width"], "height": 24_000})
        results = [Axe().run(page, options={"runOnly": WCAG})]
        if contrast_aaa:
            results.append(Axe().run(page, options=CONTRAST_AAA))
        for result in results:
            assert result.violations_count == 0, result.generate_report()

    return check


@pytest.fixture
def shoot() -> Callable[[Page, str], Path]:
    """Keep a picture of the whole page in `var/screenshots/`."""

    def picture(page: Page, name: str) -> Path:
        path = VAR / "screenshots" / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return picture


class _watched:
    """Script errors, foreign requests and breaches of the content policy of a browser context."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.faults: list[str] = []
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("console", self._listen)
        context.on("request", lambda request: self._look(request.url, base_url))

    def _look(self, url: str, base_url: str) -> None:
        if not url.startswith((f"{base_url}/", "data:", "blob:", "about:")):
            self.faults.append(f"request to a third party: {url}")

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(
                f"against the content policy, on {message.page.url if message.page else '?'}: {message.text}"
            )

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            assert not self.faults, "\n".join(self.faults)


os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the test's thread
