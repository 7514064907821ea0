"""A lost second factor takes two people."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from portal.accounts.actions import decide_factor_reset, make_enrolment, request_factor_reset
from portal.accounts.enums import LossReason
from portal.accounts.models import FactorReset
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    here, there = CommunityFactory(), CommunityFactory()
    found = {
        "operator": staff(Role.OPERATOR, here),
        "manager": staff(Role.MANAGER, here),
        "other manager": staff(Role.MANAGER, there),
        "security": staff(Role.SECURITY),
        "second security": staff(Role.SECURITY),
        "ops": staff(Role.OPS),
        "audit": staff(Role.AUDIT),
    }
    TOTP.activate(found["operator"], "JBSWY3DPEHPK3PXP")
    return found


def ask(people, who="manager", person="operator"):
    return request_factor_reset(user=people[person], reason=LossReason.LOST, actor=people[who])


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("manager", True),
        ("security", True),
        ("other manager", False),
        ("operator", False),
        ("ops", False),
        ("audit", False),
    ],
)
def test_who_may_ask(people, who, allowed):
    if allowed:
        assert ask(people, who).decided_at is None
    else:
        with pytest.raises(PermissionDenied):
            ask(people, who)


@pytest.mark.parametrize(
    ("asked", "who", "allowed"),
    [
        ("manager", "security", True),
        ("manager", "manager", False),
        ("manager", "operator", False),
        ("manager", "ops", False),
        ("security", "security", False),
        ("security", "second security", True),
        ("security", "ops", True),
    ],
)
def test_who_may_decide(people, asked, who, allowed):
    reset = ask(people, asked)
    if allowed:
        assert decide_factor_reset(reset=reset, approve=True, actor=people[who])
    else:
        with pytest.raises(PermissionDenied):
            decide_factor_reset(reset=reset, approve=True, actor=people[who])


def test_approval_takes_the_factor_away_and_gives_a_link(people):
    token = decide_factor_reset(reset=ask(people), approve=True, actor=people["security"])
    assert not Authenticator.objects.filter(user=people["operator"]).exists()
    assert Client().get(f"/accounts/enrol/{token}/").status_code == 200
    assert list(Entry.objects.filter(action__startswith="grant.factor").values_list("actor", flat=True)) == [
        people["security"].pk,
        people["manager"].pk,
    ]


def test_refusal_changes_nothing(people):
    assert decide_factor_reset(reset=ask(people), approve=False, actor=people["security"]) == ""
    assert Authenticator.objects.filter(user=people["operator"]).exists()


def test_asking_signs_the_person_out_everywhere(people, client):
    client.force_login(people["operator"])
    assert client.get("/accounts/sessions/").status_code == 200
    ask(people)
    assert client.get("/accounts/session/").status_code == 401


def test_decision_falls_once(people):
    reset = ask(people)
    decide_factor_reset(reset=reset, approve=False, actor=people["security"])
    with pytest.raises(ValidationError):
        decide_factor_reset(reset=reset, approve=True, actor=people["second security"])


def test_second_request_is_refused_while_one_waits(people):
    ask(people)
    with pytest.raises(ValidationError, match="waiting|等待"):
        ask(people, "security")
    assert FactorReset.objects.count() == 1


def test_nobody_gives_a_link_to_somebody_with_a_factor(people):
    with pytest.raises(ValidationError):
        make_enrolment(user=people["operator"], actor=people["security"])
