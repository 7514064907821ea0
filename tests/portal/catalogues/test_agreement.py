"""All catalogues become one: the first to translate a message decides for everybody who uses it."""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import polib
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CHINESE = Path("locale") / "zh_Hans" / "LC_MESSAGES" / "django.po"
HOUSES = ("portal", "home", "notices", "governance", "services")
ROOMS = sorted(path for house in HOUSES for path in ROOT.glob(f"{house}/**/{CHINESE}"))
PACKAGES = ("wagtail", "allauth", "django", "django_celery_beat")
# Said better by us, and right wherever the packages say it.
OURS_IS_RIGHT_EVERYWHERE = {"Show all", "Phone", "(optional)", "English", "Sign in with a passkey"}

Messages = dict[tuple[str | None, str], str]


def messages(path: Path) -> Messages:
    """Message with its context → translation."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural.get(0, "")
        for entry in polib.pofile(str(path))
        if not entry.obsolete and entry.translated()
    }


def of_packages() -> dict[tuple[str | None, str], set[str]]:
    """Every way in which the installed packages translate a message."""
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for name in PACKAGES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        for path in Path(spec.origin).parent.glob(f"**/{CHINESE}"):
            for message, words in messages(path).items():
                found[message].add(words)
    return found


def test_there_are_catalogues_to_compare() -> None:
    assert len(ROOMS) > 10
    assert len(of_packages()) > 1000


def test_rooms_translate_a_message_alike() -> None:
    said: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in ROOMS:
        for message, words in messages(path).items():
            said[message].add(words)
    assert {message: words for message, words in said.items() if len(words) > 1} == {}


def test_rooms_do_not_change_what_the_packages_say() -> None:
    theirs = of_packages()
    changed = {
        (str(path.relative_to(ROOT)), message[1]): words
        for path in ROOMS
        for message, words in messages(path).items()
        if message in theirs and words not in theirs[message] and message[1] not in OURS_IS_RIGHT_EVERYWHERE
    }
    assert changed == {}
