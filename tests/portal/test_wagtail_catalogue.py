"""Nothing that the admin or allauth says stays English on a Chinese page."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client

from tests.portal.accounts.factories import UserFactory

OURS = Path(settings.BASE_DIR) / "portal" / "wagtail_locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0]*\d*[a-z]|%[sd]|\{\w+\}")
APPS = [
    app
    for app in settings.INSTALLED_APPS
    if app.startswith(("wagtail", "allauth", "django.contrib", "django_celery_beat", "taggit"))
]


def catalogue(folder: Path, domain: str) -> dict[tuple[str | None, str], bool]:
    """Messages of one catalogue, and whether each has a confirmed translation."""
    path = folder / "LC_MESSAGES" / f"{domain}.po"
    return (
        {(e.msgctxt, e.msgid): e.translated() for e in polib.pofile(str(path)) if not e.obsolete}
        if path.exists()
        else {}
    )


def translated(domain: str) -> set[tuple[str | None, str]]:
    """Everything that has Chinese, in whatever installed catalogue."""
    found = {key for key, done in catalogue(OURS.parent, domain).items() if done}
    for app in ["django.conf", *APPS]:
        found |= {key for key, done in catalogue(locale_of(app) / "zh_Hans", domain).items() if done}
    return found


def locale_of(app: str) -> Path:
    spec = find_spec(app)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "locale"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_message_of_the_installed_apps_has_chinese(domain: str) -> None:
    done = translated(domain)
    for app in APPS:
        source = catalogue(locale_of(app) / "en", domain) or catalogue(locale_of(app) / "zh_Hans", domain)
        assert [key for key in source if key not in done] == [], app


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_our_translations_keep_every_placeholder(domain: str) -> None:
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        chinese = entry.msgstr or entry.msgstr_plural[0]
        assert entry.translated(), entry.msgid
        allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        needed = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        assert needed <= set(PLACEHOLDER.findall(chinese)) <= allowed, entry.msgid


@pytest.mark.django_db
def test_admin_speaks_chinese_and_carries_our_name(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    html = client.get("/admin/").content.decode()
    assert "搜索所有页面…" in html
    assert "邻里</title>" in html
    assert "css/admin.css" in html


@pytest.mark.django_db
def test_admin_scripts_speak_chinese(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    script = client.get("/admin/jsi18n/").content.decode()
    assert json.dumps("网络出错。") in script or "网络出错。" in script
