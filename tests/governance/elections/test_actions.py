"""Who moves a registration and an election where, and who doesn't."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from governance.elections import actions
from governance.elections.enums import STAGE_TRANSITIONS, TRANSITIONS, By, Channel, Reason, Stage, Status
from governance.elections.models import Registration
from notices.delivery.models import Message
from portal import clock
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.governance.elections.factories import ElectionFactory, RegistrationFactory, id_number, in_status
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db


def make(registration, target, actor):
    """Try to bring a registration into a state."""
    if target == Status.SUBMITTED:
        return actions.submit_registration(registration=registration, declares_single=True, actor=actor)
    if target == Status.WITHDRAWN:
        return actions.withdraw_registration(registration=registration, actor=actor)
    return actions.decide_registration(registration=registration, decision=target, reason=Reason.NOT_HERE, actor=actor)


TARGETS = [status for status in Status if status != Status.DRAFT]


@pytest.mark.parametrize(("before", "target"), list(itertools.product(Status, TARGETS)))
def test_every_transition_is_allowed_or_refused_by_the_table(before, target):
    registration = in_status(before)
    by = TRANSITIONS[before].get(target)
    voter = registration.resident.user
    actor = (
        voter
        if by != By.COMMITTEE and target in (Status.SUBMITTED, Status.WITHDRAWN)
        else staff(Role.MANAGER, registration.election.community)
    )
    if by is None:
        with pytest.raises((ValidationError, PermissionDenied)):
            make(registration, target, actor)
        registration.refresh_from_db()
        assert registration.status == before
        return
    make(registration, target, actor)
    registration.refresh_from_db()
    assert registration.status == target
    assert Entry.objects.filter(action=f"registration.{target}", target_id=str(registration.public_id)).exists()


DECIDERS = {
    Role.MANAGER: True,
    Role.OPERATOR: False,
    Role.SUPERVISOR: False,
    Role.COUNTY: False,
    Role.POLICE: False,
    Role.OPS: False,
}


@pytest.mark.parametrize(("role", "allowed"), list(DECIDERS.items()))
@pytest.mark.parametrize("decision", [Status.ACCEPTED, Status.REJECTED, Status.NEEDS_MORE])
def test_only_the_communitys_manager_decides(role, allowed, decision):
    registration = RegistrationFactory()
    own = registration.election.community if role in (Role.MANAGER, Role.OPERATOR, Role.SUPERVISOR) else None
    actor = staff(role, own)
    if allowed:
        make(registration, decision, actor)
        return
    with pytest.raises(PermissionDenied):
        make(registration, decision, actor)


def test_manager_of_another_community_does_not_decide():
    with pytest.raises(PermissionDenied):
        make(RegistrationFactory(), Status.ACCEPTED, staff(Role.MANAGER, CommunityFactory(key="elsewhere")))


def test_nobody_decides_about_what_they_entered():
    registration = RegistrationFactory()
    manager = staff(Role.MANAGER, registration.election.community)
    Registration.objects.filter(pk=registration.pk).update(entered_by=manager)
    registration.refresh_from_db()
    with pytest.raises(PermissionDenied):
        make(registration, Status.ACCEPTED, manager)


def test_decision_is_told_to_the_voter_without_her_name():
    registration = RegistrationFactory()
    make(registration, Status.REJECTED, staff(Role.MANAGER, registration.election.community))
    message = Message.objects.get(recipient=registration.resident, kind="elections.rejected")
    assert registration.reference in str(message.data)
    assert "王桂兰" not in str(message.data)


def test_rejection_without_reason_is_refused():
    registration = RegistrationFactory()
    with pytest.raises(ValidationError):
        actions.decide_registration(
            registration=registration,
            decision=Status.REJECTED,
            actor=staff(Role.MANAGER, registration.election.community),
        )


def test_family_helps_but_the_voter_confirms():
    authority = AuthorityFactory(for_registration=True)
    election = ElectionFactory(community=authority.principal.community)
    daughter, mother = authority.agent.user, authority.principal
    registration = actions.start_registration(election=election, resident=mother, actor=daughter)
    assert registration.channel == Channel.FAMILY
    answers = {
        "category": "a",
        "name": "王桂兰",
        "id_number": id_number(),
        "address": "2号楼",
        "phone": "+8613900001234",
    }
    actions.save_answers(registration=registration, answers=answers, actor=daughter)
    actions.submit_registration(registration=registration, declares_single=True, actor=daughter)
    manager = staff(Role.MANAGER, election.community)
    with pytest.raises(ValidationError, match="confirm|确认"):
        make(registration, Status.ACCEPTED, manager)
    with pytest.raises(PermissionDenied):
        actions.confirm_registration(registration=registration, actor=daughter)
    actions.confirm_registration(registration=registration, actor=mother.user)
    make(registration, Status.ACCEPTED, manager)


def test_authority_for_bookings_alone_does_not_register():
    authority = AuthorityFactory(for_registration=False)
    election = ElectionFactory(community=authority.principal.community)
    with pytest.raises(PermissionDenied):
        actions.start_registration(election=election, resident=authority.principal, actor=authority.agent.user)


def test_resident_of_another_community_does_not_register():
    stranger = ResidentFactory(community=CommunityFactory(key="elsewhere"))
    with pytest.raises(PermissionDenied):
        actions.start_registration(election=ElectionFactory(), resident=stranger, actor=stranger.user)


def test_same_identity_number_registers_once():
    first = RegistrationFactory()
    second = RegistrationFactory(draft=True, election=first.election, id_number="", birth_date="")
    with pytest.raises(ValidationError):
        actions.save_answers(
            registration=second, answers={"id_number": first.id_number.reveal().lower()}, actor=second.resident.user
        )


def test_starting_twice_gives_the_same_registration():
    election = ElectionFactory()
    resident = ResidentFactory(community=election.community)
    first = actions.start_registration(election=election, resident=resident, actor=resident.user)
    assert actions.start_registration(election=election, resident=resident, actor=resident.user) == first


def test_registration_after_the_last_day_is_refused():
    today = clock.today()
    election = ElectionFactory(
        registration_from=clock.add_days(today, -9), registration_until=clock.add_days(today, -1)
    )
    resident = ResidentFactory(community=election.community)
    with pytest.raises(ValidationError):
        actions.start_registration(election=election, resident=resident, actor=resident.user)


@pytest.mark.parametrize(("before", "target"), list(itertools.product(Stage, Stage)))
def test_every_stage_is_reached_by_the_table_only(before, target):
    election = ElectionFactory(stage=before)
    manager = staff(Role.MANAGER, election.community)
    if target in STAGE_TRANSITIONS[before]:
        assert actions.advance_election(election=election, stage=target, actor=manager).stage == target
        return
    with pytest.raises(ValidationError):
        actions.advance_election(election=election, stage=target, actor=manager)


@pytest.mark.parametrize(("ahead", "allowed"), [(19, False), (20, True)])
def test_voter_list_is_published_twenty_days_before_or_not_at_all(ahead, allowed):
    today = clock.today()
    election = ElectionFactory(
        stage=Stage.REGISTRATION_CLOSED,
        registration_from=clock.add_days(today, -20),
        registration_until=clock.add_days(today, -5),
        list_on=clock.add_days(today, -1),
        election_day=clock.add_days(today, ahead),
    )
    manager = staff(Role.MANAGER, election.community)
    if allowed:
        actions.advance_election(election=election, stage=Stage.LIST_PUBLISHED, actor=manager)
        return
    with pytest.raises(ValidationError):
        actions.advance_election(election=election, stage=Stage.LIST_PUBLISHED, actor=manager)


def test_voter_list_waits_for_open_registrations():
    registration = RegistrationFactory(election__stage=Stage.REGISTRATION_CLOSED)
    with pytest.raises(ValidationError):
        actions.advance_election(
            election=registration.election,
            stage=Stage.LIST_PUBLISHED,
            actor=staff(Role.MANAGER, registration.election.community),
        )


def test_missing_documents_are_brought_after_registration_has_closed():
    election = ElectionFactory(stage=Stage.REGISTRATION_CLOSED, registration_until=clock.add_days(clock.today(), -1))
    registration = RegistrationFactory(election=election, status=Status.NEEDS_MORE, reason=Reason.PROOF_MISSING)
    actions.save_answers(registration=registration, answers={"address": "5号楼"}, actor=registration.resident.user)
    actions.submit_registration(registration=registration, declares_single=True, actor=registration.resident.user)
    assert registration.status == Status.SUBMITTED
    late = RegistrationFactory(election=election, draft=True)
    with pytest.raises(ValidationError):
        actions.submit_registration(registration=late, declares_single=True, actor=late.resident.user)


def test_what_family_sends_again_waits_for_the_voter_again():
    authority = AuthorityFactory(for_registration=True)
    election = ElectionFactory(community=authority.principal.community)
    registration = RegistrationFactory(election=election, resident=authority.principal, status=Status.NEEDS_MORE)
    actions.submit_registration(registration=registration, declares_single=True, actor=authority.agent.user)
    assert not registration.is_confirmed
    assert Message.objects.filter(recipient=authority.principal, kind="elections.confirm").exists()


def test_number_registered_in_another_community_makes_the_committee_look():
    there = RegistrationFactory(election__community=CommunityFactory(key="there"))
    here = RegistrationFactory(id_number=there.id_number.reveal(), election__community=CommunityFactory(key="here"))
    assert here.proposal.doubts == (Reason.ELSEWHERE,)
    make(here, Status.ACCEPTED, staff(Role.MANAGER, here.election.community))
    Registration.objects.filter(pk=there.pk).update(status=Status.WITHDRAWN)
    assert here.proposal.doubts == ()


@pytest.mark.parametrize(
    ("role", "own", "allowed"),
    [
        (Role.MANAGER, True, True),
        (Role.MANAGER, False, False),
        (Role.OPERATOR, True, False),
        (Role.SUPERVISOR, True, False),
    ],
)
def test_election_is_kept_by_the_manager_of_its_community(role, own, allowed):
    election = ElectionFactory()
    actor = staff(role, election.community if own else CommunityFactory(key="elsewhere"))
    election.title = "第十四届居民委员会换届选举"
    if not allowed:
        with pytest.raises(PermissionDenied):
            actions.keep_election(election=election, actor=actor)
        return
    assert actions.keep_election(election=election, actor=actor).title == "第十四届居民委员会换届选举"


@pytest.mark.parametrize(("ahead", "allowed"), [(19, False), (20, True)])
def test_list_day_later_than_the_law_allows_is_not_stored(ahead, allowed):
    election = ElectionFactory()
    election.list_on = clock.add_days(election.election_day, -ahead)
    manager = staff(Role.MANAGER, election.community)
    if allowed:
        actions.keep_election(election=election, actor=manager)
        return
    with pytest.raises(ValidationError):
        actions.keep_election(election=election, actor=manager)


def test_election_with_a_published_list_is_not_changed_any_more():
    election = ElectionFactory(stage=Stage.LIST_PUBLISHED)
    with pytest.raises(ValidationError):
        actions.keep_election(election=election, actor=staff(Role.MANAGER, election.community))


def test_queue_begins_where_the_list_comes_first():
    later = RegistrationFactory(
        election__list_on=clock.add_days(clock.today(), 11), submitted_at=clock.start_of_day(clock.today())
    )
    sooner = RegistrationFactory(election__list_on=clock.add_days(clock.today(), 8))
    assert list(Registration.objects.waiting()) == [sooner, later]


def test_registration_is_overdue_from_the_day_of_the_list():
    today = clock.today()
    dates = {"registration_from": clock.add_days(today, -9), "registration_until": clock.add_days(today, -1)}
    assert RegistrationFactory(
        election__list_on=today, **{f"election__{name}": day for name, day in dates.items()}
    ).is_overdue
    assert not RegistrationFactory(
        election__list_on=clock.add_days(today, 1), **{f"election__{name}": day for name, day in dates.items()}
    ).is_overdue
