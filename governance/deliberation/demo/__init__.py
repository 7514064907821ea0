"""Demo content of the room."""

from __future__ import annotations

from governance.deliberation.demo.load import load

__all__ = ["load"]
