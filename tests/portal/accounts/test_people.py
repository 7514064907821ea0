"""The people screens: who sees, makes, resets and lets go whom; Wagtail's own user forms stay shut."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from portal.accounts.models import Enrolment, FactorReset, User
from portal.communities.enums import Role
from portal.communities.models import StaffPost
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    here, there = open_site(communities=2)[1]
    people = {
        "operator": staff(Role.OPERATOR, here, nickname="小林"),
        "manager": staff(Role.MANAGER, here),
        "stranger": staff(Role.OPERATOR, there, nickname="外社区"),
        "security": staff(Role.SECURITY),
        "ops": staff(Role.OPS),
        "audit": staff(Role.AUDIT),
        "county": staff(Role.COUNTY),
        "police": staff(Role.POLICE, here),
        "supervisor": staff(Role.SUPERVISOR, here),
    }
    TOTP.activate(people["operator"], "JBSWY3DPEHPK3PXP")
    return people


@pytest.mark.parametrize(
    ("who", "sees", "sees_stranger"),
    [
        ("security", True, True),
        ("ops", True, True),
        ("county", True, True),
        ("manager", True, False),
        ("operator", False, False),
        ("police", False, False),
        ("supervisor", False, False),
        ("audit", False, False),
    ],
)
def test_who_sees_whom(client, site, who, sees, sees_stranger):
    client.force_login(site[who])
    answer = client.get("/admin/people/")
    assert (answer.status_code == 200) is sees
    page = answer.content.decode()
    assert ("小林" in page) is sees or who == "operator"
    assert ("外社区" in page) is sees_stranger
    status = client.get(f"/admin/people/{site['stranger'].pk}/").status_code
    assert (status == 200) is sees_stranger


def test_residents_are_no_staff(client, site):
    resident = ResidentFactory(user=UserFactory(nickname="居民甲"))
    client.force_login(site["security"])
    assert "居民甲" not in client.get("/admin/people/?q=居民").content.decode()
    assert client.get(f"/admin/people/{resident.user.pk}/").status_code == 404


def test_security_makes_an_account_and_hands_over_its_link(client, site):
    client.force_login(site["security"])
    answer = client.post("/admin/people/new/", {"username": "xiaozhou", "nickname": "小周"})
    assert "/accounts/enrol/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    person = User.objects.get(username="xiaozhou")
    assert not person.has_usable_password()
    assert not person.posts.exists()
    assert Enrolment.objects.get().user == person


@pytest.mark.parametrize("given", [{"username": "", "nickname": "x"}, {"username": "a b!", "nickname": "x"}])
def test_bad_input_is_an_error_and_makes_nobody(client, site, given):
    client.force_login(site["security"])
    before = User.objects.count()
    answer = client.post("/admin/people/new/", given)
    assert answer.context["form"].errors
    assert User.objects.count() == before


@pytest.mark.parametrize("extra", [{"is_superuser": "on"}, {"groups": "1"}, {"password": "x"}, {"is_staff": "on"}])
def test_more_than_the_form_asks_for_has_no_effect(client, site, extra):
    client.force_login(site["security"])
    client.post("/admin/people/new/", {"username": "xiaozhou", "nickname": "小周", **extra})
    person = User.objects.get(username="xiaozhou")
    assert not (person.is_superuser or person.is_staff or person.groups.exists() or person.has_usable_password())


@pytest.mark.parametrize("who", ["manager", "county", "ops", "audit", "operator"])
def test_nobody_else_makes_accounts_or_links(client, site, who):
    client.force_login(site[who])
    assert client.post("/admin/people/new/", {"username": "x", "nickname": "x"}).status_code in (302, 404)
    assert client.post(f"/admin/people/{site['manager'].pk}/link/").status_code in (302, 404)
    assert not User.objects.filter(username="x").exists()
    assert not Enrolment.objects.exists()


def test_lost_factor_is_asked_for_by_the_manager_and_approved_by_security(client, site):
    operator = site["operator"]
    client.force_login(site["manager"])
    client.post(f"/admin/people/{operator.pk}/reset/", {"reason": "lost"})
    reset = FactorReset.objects.get()
    address = f"/admin/people/resets/{reset.public_id}/"
    assert client.get(address).status_code == 404
    client.force_login(site["security"])
    assert str(reset.public_id) in client.get("/admin/people/").content.decode()
    assert client.get(address).status_code == 200
    assert "/accounts/enrol/" in client.post(address, {"decision": "approve"}).content.decode()
    assert client.post(address, {"decision": "approve"}).status_code == 404


def test_letting_somebody_go_ends_posts_and_sessions(client, site):
    from django.test import Client

    operator, other = site["operator"], Client()
    other.force_login(operator)
    assert other.get("/admin/").status_code == 200
    client.force_login(site["security"])
    assert client.get(f"/admin/people/{operator.pk}/active/").status_code == 200
    client.post(f"/admin/people/{operator.pk}/active/")
    operator.refresh_from_db()
    assert not operator.is_active
    assert not StaffPost.objects.active().filter(user=operator).exists()
    assert not operator.groups.exists()
    assert other.get("/admin/").status_code == 302
    client.post(f"/admin/people/{operator.pk}/active/")
    operator.refresh_from_db()
    assert operator.is_active
    assert not StaffPost.objects.active().filter(user=operator).exists()


def test_nobody_lets_herself_go(client, site):
    client.force_login(site["security"])
    assert client.post(f"/admin/people/{site['security'].pk}/active/").status_code == 404


@pytest.mark.parametrize("role", sorted(Role))
def test_wagtail_s_user_and_group_screens_are_shut_for_every_post(client, site, role):
    community = StaffPost.objects.get(user=site["manager"]).community
    person = staff(role, community if role in ("operator", "manager", "supervisor", "police") else None)
    client.force_login(person)
    target = site["operator"]
    given = {"username": "x", "is_superuser": "on", "password1": "y" * 14, "password2": "y" * 14, "groups": ["1"]}
    for address in (
        "/admin/users/",
        "/admin/users/new/",
        f"/admin/users/edit/{target.pk}/",
        "/admin/groups/",
        "/admin/groups/new/",
    ):
        assert client.get(address).status_code in (302, 403, 404), address
        assert client.post(address, given).status_code in (302, 403, 404, 405), address
    target.refresh_from_db()
    assert not target.is_superuser
    assert target.username != "x"
