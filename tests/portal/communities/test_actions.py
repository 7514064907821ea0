"""Posts and what follows from them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.audit.models import Entry
from portal.communities.actions import end_post, grant_post
from portal.communities.enums import SEPARATED_ROLES, Role
from portal.communities.models import StaffPost
from portal.communities.permissions import holds, posts_of, scope_of
from tests.portal.accounts.factories import UserFactory
from tests.portal.communities.factories import CommunityFactory, open_site, staff

pytestmark = pytest.mark.django_db


def test_grant_post_by_security_gives_group_and_log_entry():
    _county, (community, _other) = open_site()
    security, person = staff(Role.SECURITY), UserFactory()
    post = grant_post(user=person, role=Role.MANAGER, community=community, granted_by=security)
    assert list(person.groups.values_list("name", flat=True)) == [f"{community.key}:manager"]
    assert person.has_perm("wagtailadmin.access_admin")
    entry = Entry.objects.filter(action="post.grant").first()
    assert (entry.actor_id, entry.target_id, entry.data) == (security.pk, str(post.public_id), {"role": "manager"})


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
