"""The icon sprite is Lucide's, whole, and every icon the templates name is in it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError

from portal.icons import ICONS, INTEGRITY, VERSION

FOLDER = Path(settings.BASE_DIR) / "portal" / "static" / "icons"
DIGESTS = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["sprite.svg", "LICENSE"])
def test_vendored_file_matches_its_digest(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == DIGESTS["sha256"][name]


def test_sprite_holds_exactly_the_named_icons() -> None:
    sprite = (FOLDER / "sprite.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == list(ICONS)
    assert DIGESTS["icons"] == ICONS


def test_third_party_page_names_version_and_integrity() -> None:
    page = (Path(settings.BASE_DIR) / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert VERSION in page
    assert INTEGRITY in page


def test_icon_tag_points_into_the_sprite() -> None:
    shown = Template('{% load ui %}{% icon "phone" %}').render(Context())
    assert 'href="/static/icons/sprite.svg#phone"' in shown
    assert 'aria-hidden="true"' in shown


def test_icon_tag_refuses_an_unknown_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        Template('{% load ui %}{% icon "unicorn" %}').render(Context())


def test_templates_name_only_existing_icons() -> None:
    named = set()
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)" %}', path.read_text(encoding="utf-8")))
    assert named <= ICONS.keys()
