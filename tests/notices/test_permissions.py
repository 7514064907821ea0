"""Who writes which kind of notice, role by role and place by place."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from notices.enums import NoticeKind
from notices.permissions import can_issue_bulletin, can_write_notice
from portal.communities.enums import COUNTY_ROLES, Role
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db

POLICE, FRAUD, COMMUNITY = NoticeKind.POLICE, NoticeKind.FRAUD, NoticeKind.COMMUNITY
WRITES = {
    Role.OPERATOR: {POLICE, FRAUD, COMMUNITY},
    Role.MANAGER: {POLICE, FRAUD, COMMUNITY},
    Role.SUPERVISOR: set(),
    Role.POLICE: {POLICE, FRAUD},
    Role.COUNTY: {POLICE, FRAUD, COMMUNITY},
    Role.SECURITY: set(),
    Role.AUDIT: set(),
    Role.OPS: set(),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", NoticeKind)
def test_post_writes_its_kinds_in_its_own_community_only(role, kind):
    own, other = CommunityFactory(), CommunityFactory()
    for_county = role in COUNTY_ROLES
    user = staff(role, None if for_county else own)
    allowed = kind in WRITES[role]
    assert can_write_notice(user, kind, own) is allowed
    assert can_write_notice(user, kind, other) is (allowed and for_county)
    assert can_write_notice(user, kind, None) is (allowed and for_county)


@pytest.mark.parametrize("role", Role)
def test_only_the_police_issue_bulletins(role):
    own = CommunityFactory()
    user = staff(role, None if role in COUNTY_ROLES else own)
    assert can_issue_bulletin(user, own) is (role == Role.POLICE)


def test_county_police_write_everywhere():
    officer = staff(Role.POLICE)
    assert can_write_notice(officer, POLICE, CommunityFactory())
    assert can_write_notice(officer, POLICE, None)
    assert can_issue_bulletin(officer, None)


@pytest.mark.parametrize("kind", NoticeKind)
def test_residents_and_visitors_write_nothing(kind):
    resident = ResidentFactory()
    assert not can_write_notice(resident.user, kind, resident.community)
    assert not can_write_notice(AnonymousUser(), kind, resident.community)
