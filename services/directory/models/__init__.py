"""Entries of the directory, and the page that lists them."""

from __future__ import annotations

from services.directory.models.entry import DirectoryEntry
from services.directory.models.pages import DirectoryIndexPage

__all__ = ["DirectoryEntry", "DirectoryIndexPage"]
