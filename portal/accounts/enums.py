"""How a resident is known, how she reads, and what one person may do for another."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DisplayMode(TextChoices):
    """Display modes; the elder modes follow the MIIT's design rules for older users (2021)."""

    STANDARD = "standard", _("Standard")
    ELDER = "elder", _("Elder mode")
    ELDER_LARGE = "elder-large", _("Elder mode, larger still")


class Language(TextChoices):
    """Languages of the interface."""

    CHINESE = "zh-hans", _("Simplified Chinese")
    ENGLISH = "en", _("English")


class AuthorityScope(TextChoices):
    """What an authority to act for someone covers (Civil Code art. 165: matters and scope are named)."""

    BOOKING = "booking", _("Book services")
    REGISTRATION = "registration", _("Fill in registrations")


class AuthorityChannel(TextChoices):
    """How the person gave the authority."""

    CODE = "code", _("By a code to their phone")
    SIGNATURE = "signature", _("By signature")
    COUNTER = "counter", _("At the counter")


class LossReason(TextChoices):
    """What happened to a second factor."""

    LOST = "lost", _("Lost")
    BROKEN = "broken", _("Broken or replaced")
    STOLEN = "stolen", _("Stolen")


class RevealReason(TextChoices):
    """Why staff open personal data. The person reads it."""

    SERVICE = "service", _("To prepare or give a service you asked for")
    CONTACT = "contact", _("To reach you")
    WELFARE = "welfare", _("To check whether you are well")
    QUESTION = "question", _("To answer your question or report")
    IDENTITY = "identity", _("To check who you are")
    EMERGENCY = "emergency", _("In an emergency")


# What can be opened of a resident, and how it is called.
PERSONAL_FIELDS = {
    "name": pgettext_lazy("person", "Name"),
    "phone": _("Phone"),
    "id_number": _("Identity number"),
    "birth_date": _("Date of birth"),
    "address": _("Address"),
    "note": pgettext_lazy("remark", "Note"),
}
