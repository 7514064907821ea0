"""A registration in words: the answers to check, the state, what comes next."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.elections.enums import TONES, Status
from governance.elections.forms import QUESTIONS
from governance.elections.models import Registration
from portal.components import Badge, Fact, SummaryList
from portal.crypto.masking import mask_identity_number, mask_name, mask_phone
from portal.dates import day, moment, short_day


def summary(registration: Registration) -> SummaryList:
    """Every answer with the link that changes it; the identity number only in part."""
    pages = {name: item.slug for item in QUESTIONS for name in item.fields}

    def fact(label: str, value: str, name: str) -> Fact:
        address = reverse("registration_question", args=[registration.public_id, pages[name]])
        return Fact(label, value or _("not answered yet"), f"{address}?change", pgettext("answer", "Change"))

    facts = [
        fact(_("Belongs here by"), registration.get_category_display(), "category"),
        fact(pgettext("person", "Name"), registration.name.reveal(), "name"),
        fact(_("Identity number"), registration.id_number.masked(mask_identity_number), "id_number"),
        Fact(_("Date of birth"), short_day(registration.born) if registration.born else ""),
        fact(_("Address"), registration.address.reveal(), "address"),
        fact(_("Phone"), _as_dialled(registration.phone.reveal()), "phone"),
    ]
    if registration.resident_since:
        facts.insert(1, fact(_("Living here since"), day(registration.resident_since), "resident_since"))
    return SummaryList([item for item in facts if item.value])


def _as_dialled(phone: str) -> str:
    """A number as it is dialled within the country, for a reader who typed it so."""
    if not phone:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(phone, "CN"), phonenumbers.PhoneNumberFormat.NATIONAL)


def masked_summary(registration: Registration) -> list[tuple[str, str]]:
    """What staff see before they ask for more: label and masked value."""
    return [
        (pgettext("person", "Name"), registration.name.masked(mask_name)),
        (_("Identity number"), registration.id_number.masked(mask_identity_number)),
        (_("Phone"), registration.phone.masked(mask_phone)),
        (_("Belongs here by"), registration.get_category_display()),
        (_("Living here since"), str(registration.resident_since or "")),
        (_("Came in"), registration.get_channel_display()),
        (_("Confirmed by the voter"), _("yes") if registration.is_confirmed else _("not yet")),
    ]


def status_badge(registration: Registration) -> Badge:
    """The state as a word and a shape."""
    if registration.status == Status.SUBMITTED and not registration.is_confirmed:
        return Badge(_("waiting for the voter's yes"), "warn")
    return Badge(str(registration.get_status_display()), TONES[Status(registration.status)])


def status_facts(registration: Registration) -> dict[str, Any]:
    """Receipt: badge, facts and what happens next."""
    election = registration.election
    facts = [
        Fact(_("Election"), election.title),
        Fact(_("Voter"), registration.name.reveal()),
        Fact(_("Sent"), moment(registration.submitted_at) if registration.submitted_at else ""),
        Fact(_("Reason"), registration.get_reason_display()),
        Fact(_("Election day"), day(election.election_day)),
        Fact(_("Questions"), election.phone or election.community.phone),
    ]
    return {
        "badge": status_badge(registration),
        "facts": [item for item in facts if item.value],
        "next_steps": next_steps(registration),
    }


def next_steps(registration: Registration) -> list[str]:
    """What comes next and by when, in short sentences."""
    election = registration.election
    if registration.status == Status.SUBMITTED and not registration.is_confirmed:
        return [_("The voter confirms the registration: here, or in person at the registration station.")]
    if registration.status == Status.SUBMITTED:
        return [_("The committee decides before %(day)s. You get a message here.") % {"day": day(election.list_on)}]
    if registration.status == Status.ACCEPTED:
        return [
            _("The voter list is published by %(day)s. Look whether you are on it.") % {"day": day(election.list_on)},
            _("On %(day)s bring your identity card.") % {"day": day(election.election_day)},
        ]
    if registration.status == Status.REJECTED:
        return [_("You may object to the election committee within five days of the list's publication.")]
    return []
