"""Compiling catalogues to the binary form Django reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

from portal.catalogues.collect import room_folders


def source_catalogues() -> list[Path]:
    """Every `.po` file of ours: the rooms' and those of LOCALE_PATHS."""
    folders = {Path(path) for path in settings.LOCALE_PATHS} | {path / "locale" for path in room_folders().values()}
    return sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po"))


def stale_catalogues() -> Iterator[Path]:
    """The catalogues that are younger than their compiled form, or have none."""
    for path in source_catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= path.stat().st_mtime:
            yield path


def compile_stale() -> list[Path]:
    """Compile what is stale; return the catalogues that were compiled.

    The new file takes the old one's place in one step: a process that starts meanwhile reads one or the other.
    """
    compiled = []
    for path in stale_catalogues():
        draft = path.with_suffix(f".{os.getpid()}.mo.tmp")
        polib.pofile(str(path)).save_as_mofile(str(draft))
        draft.replace(path.with_suffix(".mo"))
        compiled.append(path)
    return compiled
