"""The screenshot sheet of a running demo site."""

from __future__ import annotations

import subprocess

from devtools.packages import set_up
from devtools.paths import PYTHON, ROOT, VAR, environment
from devtools.steps import Steps
from devtools.testing import browser_program, ensure_browser


def screenshots(base: str, expression: str, *, docs: bool = False) -> bool:
    """Take the pictures of `tests/browser/screenshots.py` into `var/screenshots/`, or those of the documentation."""
    steps = Steps(3)
    set_up(steps, development=True)
    with steps.step("browser and a Chinese font") as step:
        ensure_browser(step)
    command = [str(PYTHON), "-m", "tests.browser.screenshots", "--base", base]
    command += ["--docs", "--to", str(ROOT / "docs" / "pictures")] if docs else ["--to", str(VAR / "screenshots")]
    if expression:
        command += ["--only", expression]
    env = environment(CHROMIUM=browser_program() or "")
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode == 0
