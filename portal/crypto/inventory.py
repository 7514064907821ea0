"""The inventory of personal data: every column that says something about a person, and how it is kept.

Class A is sealed; what it holds is only revealed with a reason. Class B is sealed and found again through a blind index, which
shows who has equal values and nothing else. Class C is plain, and has to say here why it may be. A system check fails where
a column of a record about people is none of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from portal.crypto.fields import BlindIndexField, SealedField

# Records of other packages that hold what people have entered.
FOREIGN_APPS = frozenset({"account", "mfa", "usersessions"})
FREE = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.JSONField,
    models.FileField,
    models.GenericIPAddressField,
)

# Records about things, which only name the member of staff who looked after them.
ABOUT_THINGS = frozenset({"deliberation.stagestep", "directory.directoryentry", "indicators.assessment"})

PLAIN: dict[str, str] = {
    "account.emailaddress.email": "allauth looks addresses up and writes to them; only given by those who prefer e-mail",
    "accounts.authority.relation": "one word such as daughter, without either person's name",
    "accounts.authority.valid_from": "a day that says nothing of the person",
    "accounts.authority.valid_to": "a day that says nothing of the person",
    "accounts.enrolment.digest": "hash of a random link",
    "accounts.reveal.fields": "names of fields",
    "accounts.reveal.source": "name of a model",
    "accounts.user.email": "as account.emailaddress.email",
    "accounts.user.nickname": "chosen to be shown to others",
    "accounts.user.password": "Argon2 hash",
    "accounts.user.username": "random for residents, a post's name for staff",
    "audit.entry.action": "code",
    "audit.entry.data": "ids, field names, codes, counts; checked at writing",
    "audit.entry.digest": "hash",
    "audit.entry.request_id": "random",
    "audit.entry.target_id": "public id",
    "audit.entry.target_type": "code",
    "booking.booking.cancel_reason": "written for the resident by staff, who are told to name nobody",
    "booking.booking.number": "random",
    "communities.staffpost.valid_from": "of an office, not of a person",
    "communities.staffpost.valid_to": "of an office, not of a person",
    "crypto.sealedfile.content_type": "media type",
    "delivery.announcement.digest": "hash of a public page",
    "delivery.announcement.title": "title of a public page",
    "delivery.message.data": "public titles, times, numbers; `storable` refuses sealed values",
    "delivery.message.key": "id",
    "delivery.message.kind": "code",
    "delivery.message.link": "address of a record by its public id",
    "deliberation.contribution.text": "published under a nickname at its writer's wish",
    "elections.registration.resident_since": "month of moving in; sorted by eligibility, says nothing without the name",
    "mfa.authenticator.data": "secrets inside are sealed by portal.accounts.mfa",
    "usersessions.usersession.data": "empty",
    "usersessions.usersession.ip": "shown to its owner on the sessions page; goes with the session",
    "usersessions.usersession.session_key": "random; goes with the session",
    "usersessions.usersession.user_agent": "shown to its owner on the sessions page; goes with the session",
}


@dataclass(frozen=True)
class Column:
    """One column of a record about people."""

    label: str
    kept: str
    reason: str = ""


def columns() -> Iterator[Column]:
    """Every column of every record about people, by label."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        if is_about_people(model):
            for each in model._meta.local_concrete_fields:
                label = f"{model._meta.label_lower}.{each.name}"
                kept = _kept(each)
                if kept:
                    yield Column(label, kept if kept != "?" or label not in PLAIN else "C", PLAIN.get(label, ""))


def is_about_people(model: type[models.Model]) -> bool:
    """Whether its rows belong to somebody: sealed fields, or a relation to an account or resident. Pages are public."""
    from wagtail.models import Page

    ours = model.__module__.partition(".")[0] in {room.partition(".")[0] for room in settings.ROOMS}
    if issubclass(model, Page) or not (ours or model._meta.app_label in FOREIGN_APPS):
        return False
    if model._meta.label_lower in ABOUT_THINGS:
        return False
    people = {settings.AUTH_USER_MODEL.lower(), "accounts.resident"}
    return model._meta.label_lower in people or any(
        isinstance(each, SealedField) or (each.is_relation and _related(each) in people)
        for each in model._meta.local_concrete_fields
    )


def _related(each: Any) -> str:
    related = each.related_model
    return related._meta.label_lower if related is not None and hasattr(related, "_meta") else ""


def _kept(each: Any) -> str:
    """A, B, I for an index, ? for plain, nothing for what can't say anything about a person."""
    if isinstance(each, SealedField):
        return "B" if each.blind_indexes else "A"
    if isinstance(each, BlindIndexField):
        return "I"
    free = isinstance(each, FREE) and not isinstance(each, models.DateTimeField)
    return "?" if free and not each.choices and not each.is_relation else ""
