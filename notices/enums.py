"""Kinds of notice, what police notices are about, and the kinds of fraud."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What a reader filters the list by; each kind is one page type."""

    POLICE = "police", _("Police notices")
    FRAUD = "fraud", _("Fraud alerts")
    COMMUNITY = "community", _("Community notices")


class PoliceTopic(TextChoices):
    """What a police notice is about."""

    WARNING = "warning", _("Safety warning")
    BULLETIN = "bulletin", _("Incident bulletin")
    GUIDE = "guide", _("How to")
    OUTCOME = "outcome", _("What became of your reports")


# How long a notice of this kind may stand before somebody has to look at it again, in days.
LONGEST_DAYS = {PoliceTopic.WARNING: 30, PoliceTopic.BULLETIN: 90}


class FraudKind(TextChoices):
    """The commonest frauds, in the words of the police's own campaigns."""

    REBATE_TASKS = "rebate-tasks", _("Paid tasks and rebates")
    FAKE_SERVICE = "fake-service", _("False customer service")
    FAKE_OFFICIALS = "fake-officials", _("False police, prosecutor or court")
    LOAN = "loan", _("False loans")
    INVESTMENT = "investment", _("False investments")
    FRIEND = "friend", _("False friends and relatives")
    HEALTH = "health", _("Health products and pensions")


# The nationwide line of the police for warning, advice and reports of fraud; the emergency call.
FRAUD_HOTLINE = "96110"
EMERGENCY_CALL = "110"
