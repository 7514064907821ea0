"""Staff reach the admin with a second factor only, whatever door they come by; its secrets are sealed."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from portal.accounts.actions import create_staff_account, make_enrolment
from portal.accounts.mfa import MFAAdapter, demo_code, demo_secret
from portal.accounts.models import Enrolment
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "松风明月夜归人-2026-冬"


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def operator():
    person = staff(Role.OPERATOR, open_site(communities=1)[1][0])
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def with_factor(operator):
    TOTP.activate(operator, SECRET)
    return operator


def sign_in(client, person):
    return client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})


ADMIN = ["/admin/", "/admin/pages/", "/admin/indicators/", "/admin/residents/", "/admin/reports/locked/"]


@pytest.mark.parametrize("address", ADMIN)
def test_session_made_with_a_password_alone_is_led_to_the_factor(client: Client, with_factor, address):
    client.force_login(with_factor, second_factor=False)
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=%2Fadmin")


def test_nothing_is_done_by_a_post_without_the_factor(client: Client, with_factor):
    client.force_login(with_factor, second_factor=False)
    assert client.post("/admin/pages/3/delete/").status_code == 403


def test_password_then_code_opens_the_admin(client: Client, with_factor):
    answer = sign_in(client, with_factor)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_code_is_taken_once(client: Client, with_factor):
    sign_in(client, with_factor)
    now = code()
    client.post("/accounts/2fa/authenticate/", {"code": now})
    other = Client()
    sign_in(other, with_factor)
    other.post("/accounts/2fa/authenticate/", {"code": now})
    assert "_auth_user_id" not in other.session


def test_staff_without_a_factor_cannot_choose_one_by_password_alone(client: Client, operator):
    """Whoever has got hold of the password of a new account must not become its owner."""
    sign_in(client, operator)
    assert client.get("/admin/").url == "/accounts/enrolment-needed/"
    assert client.get("/accounts/2fa/totp/activate/").url == "/accounts/enrolment-needed/"
    assert client.get("/accounts/enrolment-needed/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_personal_link_leads_a_new_colleague_to_the_admin(client: Client):
    community = open_site(communities=1)[1][0]
    security = staff(Role.SECURITY)
    person = create_staff_account(username="lin", nickname="小林", actor=security)
    from portal.communities.actions import grant_post

    grant_post(user=person, role=Role.OPERATOR, community=community, granted_by=None)
    link = f"/accounts/enrol/{make_enrolment(user=person, actor=security)}/"
    assert "小林" in client.get(link).content.decode()
    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert answer.url == "/accounts/2fa/totp/activate/"
    secret = client.get(answer.url).context["form"].secret
    client.post(answer.url, {"code": code(secret)})
    assert client.get("/admin/").status_code == 200
    assert Client().get(link).status_code == 404
    assert Entry.objects.filter(action="account.factor_add", actor=person).exists()


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [("short", "short", "password"), (PASSWORD, PASSWORD + "x", "again"), ("123456789012", "123456789012", "password")],
)
def test_bad_first_password_is_refused_beside_its_field(client: Client, operator, password, again, field):
    token = make_enrolment(user=operator, actor=None)
    answer = client.post(f"/accounts/enrol/{token}/", {"password": password, "again": again})
    assert field in answer.context["form"].errors
    assert Enrolment.objects.get().used_at is None


def test_new_link_puts_out_the_old_one(client: Client, operator):
    old = make_enrolment(user=operator, actor=None)
    make_enrolment(user=operator, actor=None)
    assert client.get(f"/accounts/enrol/{old}/").status_code == 404


def test_secret_is_sealed_in_its_column(with_factor):
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        columns = json.dumps([str(row) for row in cursor.fetchall()])
    assert SECRET not in columns
    assert "v1.a." in columns
    own = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert MFAAdapter().decrypt(own.data["secret"]) == SECRET


def test_sessions_are_sealed(client: Client, with_factor):
    sign_in(client, with_factor)
    [row] = Session.objects.all()
    assert row.session_data.startswith("v1.a.")
    assert with_factor.username not in row.session_data


def test_session_that_does_not_open_is_signed_out(client: Client, with_factor):
    client.force_login(with_factor)
    Session.objects.update(session_data="not sealed at all")
    assert client.get("/admin/").status_code == 302


def test_resident_is_not_asked_for_a_factor_and_may_have_one(client: Client):
    resident = ResidentFactory(user=UserFactory())
    client.force_login(resident.user, second_factor=False)
    assert client.get("/me/").status_code == 200
    assert client.get("/accounts/2fa/totp/activate/").status_code in (200, 302)


def test_demo_login_s_code_is_shown_in_demo_mode_only(client: Client, operator, settings):
    TOTP.activate(operator, demo_secret(operator.username))
    sign_in(client, operator)
    assert demo_code(operator) in client.get("/accounts/2fa/authenticate/").content.decode()
    settings.DEMO = False
    assert demo_code(operator) == ""


def test_demo_never_shows_the_code_of_a_real_secret(with_factor):
    assert demo_code(with_factor) == ""


def test_command_prints_a_personal_link_and_makes_the_account(client: Client, manage):
    link = manage("enrol_staff", "zhou", "--nickname", "老周").strip()
    assert "老周" in client.get("/accounts/enrol/" + link.rstrip("/").rpartition("/")[2] + "/").content.decode()


def test_command_gives_no_link_to_somebody_with_a_factor(with_factor, manage):
    from django.core.management import CommandError

    with pytest.raises(CommandError):
        manage("enrol_staff", with_factor.username)
