"""Demo content: the six real communities, invented people, and every room filled."""

from __future__ import annotations

from home.demo.load import load_demo
from home.demo.people import DEMO_LOGINS

__all__ = ["DEMO_LOGINS", "load_demo"]
