"""Affairs, frequencies, periods, sides and classes of a ledger, states of a duty to disclose."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Affair(TextChoices):
    """The three affairs 三务 that are disclosed."""

    PARTY = "party", _("Party affairs")
    RESIDENTS = "residents", _("Residents' affairs")
    FINANCE = "finance", _("Finances")


class Frequency(TextChoices):
    """How often the catalogue asks for an item."""

    STANDING = "standing", _("Always on display")
    EVENT = "event", _("At once")
    PERIOD = "period", _("Every period")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Every half-year")
    YEARLY = "yearly", _("Every year")


class Part(TextChoices):
    """The part of a year that a disclosure is about."""

    FIRST_QUARTER = "q1", _("1st quarter")
    SECOND_QUARTER = "q2", _("2nd quarter")
    THIRD_QUARTER = "q3", _("3rd quarter")
    FOURTH_QUARTER = "q4", _("4th quarter")
    FIRST_HALF = "h1", _("First half-year")
    SECOND_HALF = "h2", _("Second half-year")
    YEAR = "year", _("Whole year")
    EVENT = "event", _("A single event")


QUARTERS = (Part.FIRST_QUARTER, Part.SECOND_QUARTER, Part.THIRD_QUARTER, Part.FOURTH_QUARTER)
QUARTERLY = frozenset({Frequency.QUARTERLY, Frequency.PERIOD})


class Side(TextChoices):
    """The two sides of a ledger."""

    INCOME = "income", _("Income")
    EXPENDITURE = "expenditure", _("Expenditure")


class EntryClass(TextChoices):
    """Where money comes from, what it goes to."""

    GOVERNMENT = "government", _("Government funding")
    SERVICE_FUND = "service_fund", _("Party and mass service fund")
    DONATION = "donation", _("Donations")
    RAISED = "raised", _("Funds raised among residents")
    ASSETS = "assets", _("Income from assets")
    OTHER_INCOME = "other_income", pgettext_lazy("income", "Other income")
    OFFICE = "office", pgettext_lazy("expenditure", "Office")
    UTILITIES = "utilities", _("Water, power, heating")
    ALLOWANCES = "allowances", _("Staff allowances")
    ACTIVITIES = "activities", pgettext_lazy("expenditure", "Activities")
    UPKEEP = "upkeep", _("Upkeep of facilities")
    ASSISTANCE = "assistance", _("Assistance and visits")
    PROJECTS = "projects", pgettext_lazy("expenditure", "Projects")
    OTHER_EXPENDITURE = "other_expenditure", pgettext_lazy("expenditure", "Other expenditure")


INCOME_CLASSES = frozenset(
    {
        EntryClass.GOVERNMENT,
        EntryClass.SERVICE_FUND,
        EntryClass.DONATION,
        EntryClass.RAISED,
        EntryClass.ASSETS,
        EntryClass.OTHER_INCOME,
    }
)
EXPENDITURE_CLASSES = frozenset(EntryClass) - INCOME_CLASSES
CLASSES_OF = {Side.INCOME: INCOME_CLASSES, Side.EXPENDITURE: EXPENDITURE_CLASSES}


class DutyState(TextChoices):
    """How a duty to disclose stands."""

    UPCOMING = "upcoming", _("Upcoming")
    DUE = "due", _("Due")
    OVERDUE = "overdue", _("Overdue")
    ON_TIME = "published_on_time", _("On time")
    LATE = "published_late", _("Late")


OPEN_STATES = frozenset({DutyState.UPCOMING, DutyState.DUE, DutyState.OVERDUE})
