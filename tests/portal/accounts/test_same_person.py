"""A phone number that moved to a new owner doesn't open the old owner's account."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Entry
from tests.portal.accounts.factories import ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db
PHONE = "+8613800138000"
NUMBER = "37063119530318124X"


@pytest.fixture
def resident():
    user = UserFactory(phone=PHONE, phone_verified_at=timezone.now())
    return ResidentFactory(user=user, name="王秀兰", id_number=NUMBER, verified_at=timezone.now())


@pytest.fixture
def enter(settings, tmp_path):
    """Sign in with the code that was texted to the phone."""
    settings.VAR_DIR = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False

    def enter(client):
        client.post("/accounts/login/code/", {"phone": "13800138000", "login": "13800138000"})
        text = json.loads((tmp_path / "outbox" / "sms.jsonl").read_text("utf-8").splitlines()[-1])["text"]
        return client.post("/accounts/login/code/confirm/", {"code": re.search(r"\d{6}", text)[0]}, follow=True)

    return enter


def is_in(client):
    return "_auth_user_id" in client.session


def test_code_alone_asks_who_it_is(client: Client, resident, enter):
    answer = enter(client)
    assert answer.redirect_chain[-1][0] == "/accounts/same-person/"
    assert not is_in(client)


def test_owner_answers_once_and_is_known_on_this_browser(client: Client, resident, enter):
    enter(client)
    client.post("/accounts/same-person/", {"name": "王 秀兰", "proof": "124x"})
    assert is_in(client)
    client.post("/accounts/logout/")
    enter(client)
    assert is_in(client)


def test_three_wrong_answers_end_the_sign_in(client: Client, resident, enter):
    enter(client)
    for _ in range(3):
        answer = client.post("/accounts/same-person/", {"name": "王秀兰", "proof": "0000"})
    assert answer.status_code == 302
    client.post("/accounts/same-person/", {"name": "王秀兰", "proof": "124X"})
    assert not is_in(client)
    assert Entry.objects.filter(action="account.same_person", succeeded=False).count() == 3


def test_answer_does_not_say_which_part_was_wrong(client: Client, resident, enter):
    enter(client)
    wrong_name = client.post("/accounts/same-person/", {"name": "张三", "proof": "124X"}).context["form"].errors
    wrong_proof = client.post("/accounts/same-person/", {"name": "王秀兰", "proof": "0000"}).context["form"].errors
    assert str(wrong_name) == str(wrong_proof) != ""


def test_new_owner_gets_the_number_free_and_nothing_else(client: Client, resident, enter):
    enter(client)
    answer = client.post("/accounts/same-person/release/")
    assert answer.url == "/accounts/signup/"
    user = User.objects.get(pk=resident.user.pk)
    assert not user.phone
    assert user.phone_index is None
    assert not is_in(client)
    assert Entry.objects.filter(action="account.phone_release", target_id=str(user.public_id)).exists()


def test_somebody_whose_identity_is_not_on_record_is_not_asked(client: Client, enter):
    ResidentFactory(user=UserFactory(phone=PHONE, phone_verified_at=timezone.now()), verified_at=None)
    enter(client)
    assert is_in(client)


def test_question_can_t_be_opened_without_a_code(client: Client, resident):
    assert client.get("/accounts/same-person/").url == "/accounts/login/"
    assert client.post("/accounts/same-person/release/").url == "/accounts/login/"
    assert User.objects.get(pk=resident.user.pk).phone
