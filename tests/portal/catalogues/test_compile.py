"""Compiling the catalogues."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import polib

from portal.catalogues import compile as compiling


def test_compile_stale_compiles_once_and_again_after_a_change(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(compiling, "room_folders", dict)
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    book.append(polib.POEntry(msgid="Notices", msgstr="通知公告"))
    book.append(polib.POEntry(msgid="Guess", msgstr="猜的", flags=["fuzzy"]))
    book.save(str(path))
    os.utime(path, (1, 1))

    assert compiling.compile_stale() == [path]
    assert compiling.compile_stale() == []
    with path.with_suffix(".mo").open("rb") as handle:
        catalogue = gettext.GNUTranslations(handle)
    assert catalogue.gettext("Notices") == "通知公告"
    assert catalogue.gettext("Guess") == "Guess"
    os.utime(path)
    os.utime(path.with_suffix(".mo"), (1, 1))
    assert compiling.compile_stale() == [path]
