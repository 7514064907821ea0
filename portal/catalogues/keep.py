"""Bringing a room's catalogue up to date with its source, and saying what is missing from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from portal.catalogues.collect import Message, catalogue_folder, messages_of, room_folders

LANGUAGE = "zh_Hans"
WIDTH = 110
# No dates, names or tool versions: a catalogue changes only when a text does.
METADATA = {
    "Project-Id-Version": "linli",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%[sd]")


def catalogue_path(label: str) -> Path:
    """A room's Chinese catalogue."""
    return catalogue_folder(label) / LANGUAGE / "LC_MESSAGES" / "django.po"


def key_of(entry: polib.POEntry) -> Message:
    """The message that a catalogue's entry translates."""
    return Message(entry.msgid, entry.msgctxt or "", entry.msgid_plural or "")


def load(path: Path) -> polib.POFile:
    """The catalogue at `path`, empty if there is none yet."""
    return polib.pofile(str(path), wrapwidth=WIDTH) if path.exists() else polib.POFile(wrapwidth=WIDTH)


def update(label: str) -> tuple[int, int]:
    """Rewrite a room's catalogue from its source; return how many messages it has and how many lack a translation.

    No translation is ever thrown away: one whose text has left the source stays as obsolete and comes back with it. A
    new message starts with the translation another room already gives the same text.
    """
    path = catalogue_path(label)
    messages = messages_of(label)
    if not messages and not path.exists():
        return 0, 0
    # A text that is in use again and in the retired part too: the one in use counts.
    old = {key_of(entry): entry for entry in sorted(load(path), key=lambda entry: not entry.obsolete)}
    elsewhere = _translations_elsewhere(label)
    book = polib.POFile(wrapwidth=WIDTH)
    book.metadata = METADATA
    for message in sorted(messages):
        book.append(_entry(message, messages[message], old.get(message) or elsewhere.get(message)))
    for message in sorted(old.keys() - messages.keys()):
        if old[message].msgstr or old[message].msgstr_plural:
            book.append(_retired(old[message]))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{book}\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return len(messages), sum(not is_translated(entry) for entry in book if not entry.obsolete)


def _entry(message: Message, files: Iterable[str], known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        msgid_plural=message.plural,
        occurrences=[(name, "") for name in sorted(files)],
        flags=["python-format"] if PLACEHOLDER.search(message.text + message.plural) else [],
    )
    if message.plural:
        entry.msgstr_plural = {0: ""}
    if known is not None:
        entry.msgstr, entry.tcomment = known.msgstr, known.tcomment
        if message.plural:
            entry.msgstr_plural = {0: known.msgstr_plural.get(0, "")}
        if "fuzzy" in known.flags:
            entry.flags.append("fuzzy")
    return entry


def _retired(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=entry.msgstr_plural,
        obsolete=True,
    )


def _translations_elsewhere(label: str) -> dict[Message, polib.POEntry]:
    others = (catalogue_path(other) for other in room_folders() if other != label)
    entries = (entry for path in others if path.exists() for entry in load(path))
    return {key_of(entry): entry for entry in entries if not entry.obsolete and is_translated(entry)}


def is_translated(entry: polib.POEntry) -> bool:
    """Whether an entry has a translation that a person has confirmed."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return bool(texts) and all(texts) and "fuzzy" not in entry.flags


def faults(label: str) -> list[str]:
    """What is wrong with a room's catalogue: missing, unconfirmed, or with other placeholders than the text."""
    known = {key_of(entry): entry for entry in load(catalogue_path(label)) if not entry.obsolete}
    wrong = []
    for message, files in sorted(messages_of(label).items()):
        entry = known.get(message)
        where = f"{label}: {message.text!r} ({sorted(files)[0]})"
        if entry is None or not is_translated(entry):
            wrong.append(f"{where} has no Chinese")
        elif not _same_placeholders(message, entry):
            wrong.append(f"{where} has other placeholders in Chinese")
    return wrong


def _same_placeholders(message: Message, entry: polib.POEntry) -> bool:
    """The Chinese of a plural follows the plural's text; of anything else, the text."""
    source = message.plural or message.text
    chinese = entry.msgstr_plural.get(0, "") if message.plural else entry.msgstr
    return sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(chinese))


def conflicts() -> list[str]:
    """Messages that two rooms translate differently: Django keeps only one, so the other would never be seen."""
    seen: dict[Message, dict[str, list[str]]] = {}
    for label in room_folders():
        for entry in load(catalogue_path(label)):
            if not entry.obsolete and is_translated(entry):
                chinese = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
                seen.setdefault(key_of(entry), {}).setdefault(chinese, []).append(label)
    return [
        f"{message.text!r} is translated differently: "
        + "; ".join(f"{chinese!r} in {', '.join(labels)}" for chinese, labels in sorted(versions.items()))
        + ". Agree on one, or tell them apart with pgettext."
        for message, versions in sorted(seen.items())
        if len(versions) > 1
    ]
