"""Demo content of the room."""

from __future__ import annotations

from governance.disclosure.demo.load import load

__all__ = ["load"]
