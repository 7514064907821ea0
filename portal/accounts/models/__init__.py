"""Who signs in, who lives here, who may act for whom, how staff prove themselves."""

from __future__ import annotations

from portal.accounts.models.authority import Authority
from portal.accounts.models.resident import Resident
from portal.accounts.models.reveal import Reveal
from portal.accounts.models.staff import Enrolment, FactorReset
from portal.accounts.models.user import User

__all__ = ["Authority", "Enrolment", "FactorReset", "Resident", "Reveal", "User"]
