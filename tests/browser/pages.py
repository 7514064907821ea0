"""The addresses that the surveys of whole pages visit: one of every page type, and what has no page in the tree."""

from __future__ import annotations

import json
import subprocess

from devtools.paths import PYTHON, ROOT

# Every page type with the address of its longest-standing live page; None where the demo content has none.
QUERY = """
import json
from wagtail.models import Page, get_page_models
found = {}
for model in get_page_models():
    if model is not Page:
        page = model.objects.live().order_by("path").first()
        found[model._meta.label] = page and page.url_path.removeprefix("/county")
print(json.dumps(found))
"""
PUBLIC_VIEWS = (
    "/search/",
    "/search/?q=诈骗",
    "/search/?q=qqxxzz",
    "/help/",
    "/accessibility/",
    "/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/patterns/",
    "/demo/outbox/",
    "/no-such-page/",
)
OWN_VIEWS = ("/me/", "/me/messages/", "/me/bookings/", "/me/registrations/", "/me/household/", "/me/preferences/")
ADMIN_VIEWS = (
    "/admin/",
    "/admin/pages/",
    "/admin/indicators/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/registrations/",
    "/admin/booking_queue/",
    "/admin/topics/",
    "/admin/residents/",
    "/admin/announcement/",
    "/admin/disclosureitem/",
    "/admin/directory_entries/",
    "/admin/reports/site-history/",
)


def page_types(environment: dict[str, str]) -> dict[str, str | None]:
    """Page type → address of an example, told by the demo site's own database."""
    command = [str(PYTHON), "manage.py", "shell", "--no-imports", "-v", "0", "-c", QUERY]
    answer = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, str | None] = json.loads(answer.stdout.splitlines()[-1])
    return found
