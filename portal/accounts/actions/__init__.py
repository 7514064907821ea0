"""Writes of the people's room."""

from __future__ import annotations

from portal.accounts.actions.phones import release_number
from portal.accounts.actions.residents import (
    grant_authority,
    register_resident,
    revoke_authority,
    set_preferences,
    verify_resident,
)
from portal.accounts.actions.reveals import TooManyReveals, note_reveal, reveal_resident
from portal.accounts.actions.staff import (
    create_staff_account,
    decide_factor_reset,
    make_enrolment,
    request_factor_reset,
    set_account_active,
    use_enrolment,
)

__all__ = [
    "TooManyReveals",
    "create_staff_account",
    "decide_factor_reset",
    "grant_authority",
    "make_enrolment",
    "note_reveal",
    "register_resident",
    "release_number",
    "request_factor_reset",
    "reveal_resident",
    "revoke_authority",
    "set_account_active",
    "set_preferences",
    "use_enrolment",
    "verify_resident",
]
