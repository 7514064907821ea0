"""The election and its registrations, and the pages that present them."""

from __future__ import annotations

from governance.elections.models.election import Election
from governance.elections.models.pages import ElectionIndexPage, ElectionPage
from governance.elections.models.registration import Registration

__all__ = ["Election", "ElectionIndexPage", "ElectionPage", "Registration"]
