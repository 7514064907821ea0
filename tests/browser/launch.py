"""How the browser is started, for the tests and for the screenshot sheet."""

from __future__ import annotations

from typing import Any

from devtools.testing import browser_program

DEMO_PASSWORD = "linli-demo-2026"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "has_touch": False, "is_mobile": False}
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def second_step(page: Any) -> None:
    """Staff: enter the code that the demo shows in place of a phone's app; residents have no second step."""
    if "/accounts/2fa/authenticate/" not in page.url:
        return
    page.locator("#id_code").fill(page.locator(".demo-logins code").inner_text())
    page.locator("#id_code").press("Enter")
    page.wait_for_url(lambda url: "/accounts/2fa/" not in url)


def program() -> str:
    """The Chromium to use; says what to install if there is none."""
    found = browser_program()
    if found is None:
        raise RuntimeError(
            "No Chromium. Please run once: sudo apt-get install --no-install-recommends chromium-headless-shell"
        )
    return found
