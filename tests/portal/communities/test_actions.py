"""Posts and what follows from them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.audit.models import Entry
from portal.communities.actions import approve_post, end_post, grant_post, lapse_posts
from portal.communities.enums import SEPARATED_ROLES, Role
from portal.communities.models import StaffPost
from portal.communities.permissions import can_approve_post, holds, posts_of, scope_of
from tests.portal.accounts.factories import UserFactory
from tests.portal.communities.factories import CommunityFactory, open_site, staff

pytestmark = pytest.mark.django_db


def test_post_granted_by_security_and_approved_by_another_gives_group_and_log_entry():
    _county, (community, _other) = open_site()
    security, person = staff(Role.SECURITY), UserFactory()
    post = grant_post(user=person, role=Role.MANAGER, community=community, granted_by=security)
    assert not person.groups.exists()
    assert posts_of(person) == []
    approver = staff(Role.COUNTY)
    approve_post(post=post, actor=approver)
    assert list(person.groups.values_list("name", flat=True)) == [f"{community.key}:manager"]
    assert person.has_perm("wagtailadmin.access_admin")
    entry = Entry.objects.filter(action="post.grant", target_id=str(post.public_id)).first()
    assert (entry.actor_id, entry.target_id, entry.data) == (approver.pk, str(post.public_id), {"role": "manager"})


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY])
def test_grant_post_by_any_other_role_is_refused(role):
    community = CommunityFactory()
    own = community if role in {Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR} else None
    with pytest.raises(PermissionDenied):
        grant_post(user=UserFactory(), role=Role.OPERATOR, community=community, granted_by=staff(role, own))


def test_grant_post_to_oneself_is_refused():
    security = staff(Role.SECURITY)
    with pytest.raises(ValidationError, match="themselves|自己"):
        grant_post(user=security, role=Role.COUNTY, community=None, granted_by=security)


@pytest.mark.parametrize("held", sorted(SEPARATED_ROLES))
@pytest.mark.parametrize("wanted", sorted(SEPARATED_ROLES))
def test_grant_post_keeps_the_three_administrators_apart(held, wanted):
    person = staff(Role(held))
    if held == wanted:
        grant_post(user=person, role=Role(wanted), community=None, granted_by=None)
        return
    with pytest.raises(ValidationError):
        grant_post(user=person, role=Role(wanted), community=None, granted_by=None)


@pytest.mark.parametrize(("role", "with_community"), [(Role.OPERATOR, False), (Role.COUNTY, True), (Role.AUDIT, True)])
def test_grant_post_with_wrong_scope_is_refused(role, with_community):
    community = CommunityFactory() if with_community else None
    with pytest.raises(ValidationError):
        grant_post(user=UserFactory(), role=role, community=community, granted_by=None)


def test_end_post_takes_the_groups_away_at_once():
    community = CommunityFactory()
    person = staff(Role.OPERATOR, community)
    end_post(post=person.posts.get(), ended_by=staff(Role.SECURITY))
    assert not person.groups.exists()
    assert not holds(person, Role.OPERATOR, community=community)
    assert StaffPost.objects.filter(user=person).exists(), "the post stays on record"


def test_posts_outside_their_time_count_for_nothing():
    community, person = CommunityFactory(), UserFactory()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    grant_post(user=person, role=Role.MANAGER, community=community, granted_by=None, valid_from=tomorrow)
    assert posts_of(person) == []
    assert scope_of(person) == []


def test_inactive_account_holds_nothing():
    person = staff(Role.COUNTY)
    assert holds(person, Role.COUNTY)
    person.is_active = False
    assert not holds(person, Role.COUNTY)


@pytest.fixture
def county_staff():
    here, there = CommunityFactory(), CommunityFactory()
    return {
        "here": here,
        "security": staff(Role.SECURITY),
        "second security": staff(Role.SECURITY),
        "county": staff(Role.COUNTY),
        "ops": staff(Role.OPS),
        "audit": staff(Role.AUDIT),
        "manager": staff(Role.MANAGER, here),
        "manager there": staff(Role.MANAGER, there),
        "operator": staff(Role.OPERATOR, here),
    }


@pytest.mark.parametrize(
    ("role", "approvers"),
    [
        (Role.OPERATOR, {"second security", "county", "manager"}),
        (Role.MANAGER, {"second security", "county"}),
        (Role.SUPERVISOR, {"second security", "county"}),
        (Role.COUNTY, {"second security", "ops"}),
        (Role.AUDIT, {"second security", "ops"}),
        (Role.OPS, {"second security"}),
    ],
)
def test_who_may_approve_a_post(county_staff, role, approvers):
    here = county_staff.pop("here")
    community = here if role in (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR) else None
    post = grant_post(user=UserFactory(), role=role, community=community, granted_by=county_staff["security"])
    assert {name for name, person in county_staff.items() if can_approve_post(person, post)} == approvers
    for name in county_staff.keys() - approvers:
        with pytest.raises(PermissionDenied):
            approve_post(post=post, actor=county_staff[name])


def test_nobody_approves_a_post_of_her_own(county_staff):
    post = grant_post(
        user=county_staff["second security"], role=Role.COUNTY, community=None, granted_by=county_staff["security"]
    )
    with pytest.raises(PermissionDenied):
        approve_post(post=post, actor=county_staff["second security"])


def test_post_is_approved_once(county_staff):
    post = grant_post(
        user=UserFactory(), role=Role.MANAGER, community=county_staff["here"], granted_by=county_staff["security"]
    )
    other = StaffPost.objects.get(pk=post.pk)
    approve_post(post=post, actor=county_staff["county"])
    with pytest.raises(ValidationError):
        approve_post(post=other, actor=county_staff["second security"])


def test_two_separated_posts_are_refused_while_the_first_still_waits(county_staff):
    person = UserFactory()
    grant_post(user=person, role=Role.AUDIT, community=None, granted_by=county_staff["security"])
    with pytest.raises(ValidationError):
        grant_post(user=person, role=Role.OPS, community=None, granted_by=county_staff["second security"])


def test_post_that_runs_out_by_itself_takes_its_groups_along():
    _county, (community, _other) = open_site()
    person = staff(Role.MANAGER, community)
    page = community.root_page
    page.locked, page.locked_by = True, person
    page.save()
    StaffPost.objects.filter(user=person).update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    assert person.groups.exists()
    assert lapse_posts() == 1
    assert not person.groups.exists()
    page.refresh_from_db()
    assert not page.locked
    assert Entry.objects.filter(action="post.lapse", target_id=str(person.public_id)).count() == 1
    assert lapse_posts() == 0


def test_approval_in_the_admin(client, county_staff):
    open_site(communities=1)
    post = grant_post(
        user=UserFactory(nickname="新同事"),
        role=Role.OPERATOR,
        community=county_staff["here"],
        granted_by=county_staff["security"],
    )
    address = f"/admin/posts/approve/{post.pk}/"
    for name in ("manager there", "audit", "operator", "security"):
        client.force_login(county_staff[name])
        assert client.post(address).status_code == 404, name
    client.force_login(county_staff["manager"])
    assert "新同事" in client.get("/admin/").content.decode()
    assert client.get(address).status_code == 200
    client.post(address)
    post.refresh_from_db()
    assert post.approved_by == county_staff["manager"]


def test_security_sees_posts_that_end_soon(client):
    community = open_site(communities=1)[1][0]
    person = staff(Role.MANAGER, community, nickname="老周")
    StaffPost.objects.filter(user=person).update(valid_to=timezone.localdate() + dt.timedelta(days=7))
    client.force_login(staff(Role.SECURITY))
    assert "老周" in client.get("/admin/").content.decode()
