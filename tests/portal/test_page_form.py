"""The form every page's form stands on: addresses of pages that share a title."""

from __future__ import annotations

import pytest
from django.urls import reverse

from notices.models import CommunityNoticePage
from portal.communities.enums import Role
from tests.notices.factories import notice_index
from tests.notices.test_wagtail_hooks import form_of
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(client):
    """Save a notice's draft in the admin, as the operator; gives the answer."""
    community = open_site()[1][0]
    client.force_login(staff(Role.OPERATOR, community))
    url = reverse("wagtailadmin_pages:add", args=["notices", "communitynoticepage", notice_index(community).pk])
    return lambda slug: client.post(url, form_of(title="周四停水通知", slug=slug))


def test_second_page_of_a_title_gets_a_number(add):
    for _ in range(3):
        add("周四停水通知")
    assert set(CommunityNoticePage.objects.values_list("slug", flat=True)) == {
        "周四停水通知", "周四停水通知-2", "周四停水通知-3",
    }  # fmt: skip


def test_taken_address_typed_by_hand_is_refused(add):
    add("water")
    answer = add("water")
    assert answer.status_code == 200
    assert "water" in str(answer.context["form"].errors["slug"])
    assert CommunityNoticePage.objects.count() == 1
