"""Periods and limits of an election, with their source; a county changes them here, not in the code that counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Numbers of one legal regime."""

    voting_age: int = 18  # City and Village Organic Laws 2025, art. 16
    list_min_days: int = 20  # list published this long before election day, art. 17
    list_target_days: int = 22  # our default: "20 days before" may be read as twenty clear days
    objection_days: int = 5  # art. 17
    decision_days: int = 3  # art. 17
    habitual_residence_days: int = 183  # not fixed by law; half a year is the usual measure of 常住
    worker_months: int = 6  # art. 16
    # Statute for villages only (Village Organic Law 2025, art. 16); for urban communities a declaration and our rule.
    one_community_only: bool = True
    cycle_days: int = 366  # elections so close to each other are of one round


URBAN = Profile()
PROFILES = {"urban": URBAN, "transitional": URBAN}


def profile_for(org_type: str) -> Profile:
    """The profile of a kind of community; villages have rules of their own that this release does not hold."""
    return PROFILES.get(org_type, URBAN)
