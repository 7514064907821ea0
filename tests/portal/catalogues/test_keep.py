"""Keeping and checking the catalogues."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from portal.catalogues import keep
from portal.catalogues.collect import Message

Source = dict[Message, set[str]]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Source]:
    """A room `booking` with a catalogue in a temporary folder, and the messages it is given."""
    source: Source = {}
    monkeypatch.setattr(keep, "catalogue_folder", lambda label: tmp_path / label)
    monkeypatch.setattr(keep, "room_folders", lambda: {"booking": tmp_path, "home": tmp_path})
    monkeypatch.setattr(keep, "messages_of", lambda label: source if label == "booking" else {})

    def has(*texts: str) -> Source:
        source.clear()
        source.update({Message(text): {"services/booking/models.py"} for text in texts})
        return source

    return has


def translate(label: str, **chinese: str) -> None:
    path = keep.catalogue_path(label)
    book = keep.load(path)
    for entry in book:
        entry.msgstr = chinese.get(entry.msgid, entry.msgstr)
    book.save(str(path))


def test_update_twice_writes_the_same_bytes(room: Callable[..., Source]) -> None:
    room("Slot", "Meal")
    assert keep.update("booking") == (2, 2)
    once = keep.catalogue_path("booking").read_bytes()
    keep.update("booking")
    assert keep.catalogue_path("booking").read_bytes() == once
    assert [entry.msgid for entry in keep.load(keep.catalogue_path("booking"))] == ["Meal", "Slot"]


def test_update_keeps_the_translation_of_a_text_that_left_and_comes_back(room: Callable[..., Source]) -> None:
    room("Meal")
    keep.update("booking")
    translate("booking", Meal="助餐")
    room("Slot")
    keep.update("booking")
    assert [entry.msgstr for entry in keep.load(keep.catalogue_path("booking")) if entry.obsolete] == ["助餐"]
    room("Meal")
    assert keep.update("booking") == (1, 0)


def test_update_takes_over_what_another_room_calls_it(room: Callable[..., Source]) -> None:
    home = polib.POFile()
    home.append(polib.POEntry(msgid="Meal", msgstr="助餐"))
    keep.catalogue_path("home").parent.mkdir(parents=True)
    home.save(str(keep.catalogue_path("home")))
    room("Meal")
    assert keep.update("booking") == (1, 0)


def test_faults_name_missing_unconfirmed_and_misplaced(room: Callable[..., Source]) -> None:
    room("Meal", "Slot", "%(n)s seats", "Day")
    keep.update("booking")
    translate("booking", Meal="助餐", **{"%(n)s seats": "若干名额", "Day": "日"})
    book = keep.load(keep.catalogue_path("booking"))
    book.find("Day").flags.append("fuzzy")
    book.save(str(keep.catalogue_path("booking")))
    assert [fault.split("'")[1] for fault in keep.faults("booking")] == ["%(n)s seats", "Day", "Slot"]


def test_conflicts_name_texts_with_two_translations(room: Callable[..., Source]) -> None:
    for label, chinese in (("booking", "开放"), ("home", "公开")):
        book = polib.POFile()
        book.append(polib.POEntry(msgid="Open", msgstr=chinese))
        keep.catalogue_path(label).parent.mkdir(parents=True)
        book.save(str(keep.catalogue_path(label)))
    assert len(keep.conflicts()) == 1
