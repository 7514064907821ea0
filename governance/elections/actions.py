"""Writes of the elections' room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.elections.eligibility import list_day
from governance.elections.enums import (
    SETTLED_STAGES,
    STAGE_TRANSITIONS,
    TRANSITIONS,
    Channel,
    ListDay,
    Reason,
    Stage,
    Status,
)
from governance.elections.messages import CONFIRM, DECISIONS, RECEIVED
from governance.elections.models import Election, Registration
from governance.elections.permissions import can_advance, can_confirm, can_register, can_take_part
from notices.delivery.actions import send_message
from notices.delivery.kinds import MessageKind
from portal import clock
from portal.accounts.identity import birth_date_in
from portal.accounts.models import Resident
from portal.audit.actions import record
from portal.early_cache import renew_public_pages

DAYS = ("registration_from", "registration_until", "list_on", "election_day")
REQUIRED_ANSWERS = ("category", "name", "id_number", "birth_date", "address", "phone")


class WrongState(ValidationError):
    """The thing is no longer in a state that allows this; somebody else was first, or time has run out."""


@transaction.atomic
def start_registration(*, election: Election, resident: Resident, actor: Any) -> Registration:
    """Begin a registration, or return the one that is under way. Raises PermissionDenied and WrongState."""
    if not can_register(actor, resident, election):
        raise PermissionDenied
    running = Registration.objects.active().filter(election=election, resident=resident).first()
    if running is not None:
        return running
    if not election.is_open:
        raise WrongState(_("Registration is not open."))
    own = resident.user_id == actor.pk
    registration = Registration(
        election=election,
        resident=resident,
        entered_by=actor,
        channel=Channel.ONLINE if own else Channel.FAMILY,
        name=resident.name.reveal(),
        id_number=resident.id_number.reveal(),
        address=resident.address.reveal(),
        phone=resident.phone.reveal(),
    )
    _follow_number(registration)
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError:
        # Two windows at once: the other one has begun it.
        return Registration.objects.active().get(election=election, resident=resident)
    record(actor=actor, action="registration.start", target=registration, community=election.community)
    return registration


@transaction.atomic
def save_answers(*, registration: Registration, answers: Mapping[str, Any], actor: Any) -> Registration:
    """Keep the answers of one step. Raises WrongState, and ValidationError for a number somebody else registered with."""
    if not can_register(actor, registration.resident, registration.election):
        raise PermissionDenied
    if not registration.is_editable:
        raise WrongState(_("This registration can no longer be changed."))
    for name, value in answers.items():
        setattr(registration, name, value)
    _follow_number(registration)
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError:
        number = Registration._meta.get_field("id_number").name
        raise ValidationError(
            {number: _("Somebody with this identity number is already registered for this election.")}
        ) from None
    record(
        actor=actor,
        action="registration.answer",
        target=registration,
        community=registration.election.community,
        data={"fields": sorted(answers)},
    )
    return registration


@transaction.atomic
def submit_registration(*, registration: Registration, declares_single: bool, actor: Any) -> Registration:
    """Send it to the committee. What family entered waits for the voter's own confirmation."""
    if not registration.is_editable:
        raise WrongState(_("This registration can no longer be sent."))
    if not declares_single:
        raise ValidationError({"declares_single": _("The declaration is needed: nobody may vote in two communities.")})
    missing = [name for name in REQUIRED_ANSWERS if not getattr(registration, name)]
    if missing:
        raise ValidationError(_("Some answers are missing. Please go through the questions again."))
    now = timezone.now()
    own = registration.resident.user_id == actor.pk
    # What family sends (again) waits for the voter, also where she had confirmed an earlier version.
    changes: dict[str, Any] = {"declares_single": True, "submitted_at": now, "confirmed_at": now if own else None}
    _move(registration, Status.SUBMITTED, actor, changes)
    _tell(registration, RECEIVED, f"received:{now.timestamp():.0f}")
    if not own and registration.resident.user_id is not None:
        _tell(registration, CONFIRM, f"confirm:{now.timestamp():.0f}")
    return registration


@transaction.atomic
def confirm_registration(*, registration: Registration, actor: Any) -> Registration:
    """The voter stands behind what family entered: herself, or in person at the counter."""
    if not can_confirm(actor, registration):
        raise PermissionDenied
    if registration.status != Status.SUBMITTED or registration.is_confirmed:
        raise WrongState(_("There is nothing to confirm."))
    registration.confirmed_at = timezone.now()
    registration.save(update_fields=["confirmed_at"])
    record(actor=actor, action="registration.confirm", target=registration, community=registration.election.community)
    return registration


@transaction.atomic
def decide_registration(
    *, registration: Registration, decision: Status, actor: Any, reason: Reason | None = None
) -> Registration:
    """Accept, reject or ask for more; the voter is told. A rejection and a question need a reason."""
    if decision not in DECISIONS:
        raise ValueError(decision)
    if decision == Status.ACCEPTED and not registration.is_confirmed:
        raise WrongState(_("The voter has not confirmed it yet: ask her to, or confirm it at the counter."))
    if decision != Status.ACCEPTED and reason is None:
        raise ValidationError({"reason": _("Choose a reason: the voter reads it.")})
    changes = {"decided_at": timezone.now(), "decided_by": actor, "reason": reason or ""}
    _move(registration, decision, actor, changes)
    _tell(registration, DECISIONS[decision], f"decided:{changes['decided_at'].timestamp():.0f}")  # type: ignore[union-attr]
    return registration


@transaction.atomic
def withdraw_registration(*, registration: Registration, actor: Any) -> Registration:
    """Take a registration back; until the list is published this leaves no trace on it."""
    if registration.election.stage in SETTLED_STAGES:
        raise WrongState(_("The voter list is published. Please turn to the election committee."))
    return _move(registration, Status.WITHDRAWN, actor, {})


@transaction.atomic
def keep_election(*, election: Election, actor: Any) -> Election:
    """Store a new or changed election. Once its list is published its dates stand: postponing is a stage of its own."""
    if not can_advance(actor, election):
        raise PermissionDenied
    before = Election.objects.filter(pk=election.pk).first() if election.pk else None
    if before is not None and (not can_advance(actor, before) or before.community_id != election.community_id):
        raise PermissionDenied
    if election.stage in SETTLED_STAGES:
        raise WrongState(_("The voter list is published or the election cancelled: nothing can be changed any more."))
    if election.list_standing == ListDay.TOO_LATE:
        raise ValidationError(
            {"list_on": _("The law asks for twenty days: %(day)s at the latest.") % {"day": election.latest_list_day}}
        )
    election.save()
    days = {name: getattr(election, name).isoformat() for name in DAYS}
    record(actor=actor, action="election.keep", target=election, community=election.community, data=days)
    renew_public_pages()
    return election


@transaction.atomic
def advance_election(*, election: Election, stage: Stage, actor: Any) -> Election:
    """Move an election to its next stage. The voter list is refused later than the law allows (art. 17)."""
    if not can_advance(actor, election):
        raise PermissionDenied
    if stage not in STAGE_TRANSITIONS[Stage(election.stage)]:
        raise WrongState(
            _("An election that is “%(stage)s” can't be moved there.") % {"stage": election.get_stage_display()}
        )
    if stage == Stage.LIST_PUBLISHED:
        _check_list(election)
    moved = Election.objects.filter(pk=election.pk, stage=election.stage).update(stage=stage)
    if not moved:
        raise WrongState(_("Somebody else has just moved this election. Please look again."))
    before, election.stage = election.stage, stage
    record(
        actor=actor,
        action="election.advance",
        target=election,
        community=election.community,
        data={"from": before, "to": stage},
    )
    renew_public_pages()
    return election


def _check_list(election: Election) -> None:
    if list_day(clock.today(), election.election_day, election.profile) == ListDay.TOO_LATE:
        raise ValidationError(
            _(
                "Today is less than %(days)s days before election day: the law doesn't allow the list any more. Postpone election day."
            )
            % {"days": election.profile.list_min_days}
        )
    if election.registrations.waiting().exists():  # type: ignore[attr-defined]
        raise ValidationError(_("Some registrations are not decided yet. Decide them first."))


def _move(registration: Registration, status: Status, actor: Any, changes: Mapping[str, Any]) -> Registration:
    before = Status(registration.status)
    by = TRANSITIONS[before].get(status)
    if by is None:
        raise WrongState(_("A registration that is “%(state)s” can't be changed like this.") % {"state": before.label})
    if not can_take_part(actor, registration, by):
        raise PermissionDenied
    if not Registration.objects.filter(pk=registration.pk, status=before).update(status=status, **changes):
        raise WrongState(_("Somebody else has just changed this registration. Please look again."))
    registration.refresh_from_db()
    data = {"from": before, "to": status} | ({"reason": changes["reason"]} if changes.get("reason") else {})
    record(
        actor=actor,
        action=f"registration.{status}",
        target=registration,
        community=registration.election.community,
        data=data,
    )
    return registration


def _follow_number(registration: Registration) -> None:
    """The date of birth is read out of the identity number, never typed."""
    number = registration.id_number.reveal()
    born = birth_date_in(number) if number else None
    registration.birth_date = born.isoformat() if born else ""


def _tell(registration: Registration, kind: MessageKind, event: str) -> None:
    election = registration.election
    send_message(
        recipient=registration.resident,
        kind=kind,
        key=f"registration.{event}:{registration.public_id}",
        data={
            "reference": registration.reference,
            "election": election.title,
            "list_on": election.list_on,
            "election_on": election.election_day,
            "reason": registration.get_reason_display(),
            "phone": election.phone or election.community.phone,
        },
        link=reverse("registration", args=[registration.public_id]),
    )
