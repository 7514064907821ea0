"""Signing up and in by phone or e-mail, through the views; what a stranger can learn from the answers."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import Resident, User
from portal.crypto.fields import blind_index
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db

SIGN_UP, BY_CODE = "/accounts/signup/", "/accounts/login/code/"
PHONE = "+8613800138000"
CODE = re.compile(r"\b\d{6}\b")


@pytest.fixture
def texts(settings: Any, tmp_path: Any) -> Any:
    """The texts sent in a test, newest last."""
    settings.VAR_DIR = tmp_path

    def sent() -> list[dict[str, str]]:
        path = tmp_path / "outbox" / "sms.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    return sent


@pytest.fixture
def community() -> Any:
    return CommunityFactory(name="龙山社区")


def sign_up(client: Client, community: Any, **given: str) -> Any:
    return client.post(SIGN_UP, {"phone": "", "email": "", "name": "邹文彬", "community": community.pk, **given})


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[0]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("written", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_phone_and_code_open_an_account(client: Client, community: Any, texts: Any, written: str) -> None:
    answer = sign_up(client, community, phone=written)
    assert texts()[-1]["phone"] == PHONE
    client.post(answer.url, {"code": code_in(texts()[-1]["text"])})
    assert is_signed_in(client)
    user = User.objects.get(phone_index__in=blind_index(User, "phone_index", PHONE))
    assert user.phone_verified_at
    resident = Resident.objects.get(user=user)
    assert (resident.name.reveal(), resident.community, resident.verified_at) == ("邹文彬", community, None)


def test_email_and_code_open_an_account(client: Client, community: Any) -> None:
    answer = sign_up(client, community, email="zou@example.org")
    assert not is_signed_in(client)
    client.post(answer.url, {"code": code_in(mail.outbox[-1].body)})
    assert is_signed_in(client)
    assert "邹文彬" not in mail.outbox[-1].subject


def test_wrong_code_opens_nothing_and_says_so(client: Client, community: Any, texts: Any) -> None:
    answer = sign_up(client, community, phone=PHONE)
    right = code_in(texts()[-1]["text"])
    page = client.post(answer.url, {"code": "000000" if right != "000000" else "111111"})
    assert not is_signed_in(client)
    assert "error-summary" in page.content.decode()


def test_code_dies_after_a_few_wrong_guesses(client: Client, community: Any, texts: Any) -> None:
    answer = sign_up(client, community, phone=PHONE)
    right = code_in(texts()[-1]["text"])
    for _ in range(6):
        client.post(answer.url, {"code": "000001" if right != "000001" else "000002"})
    client.post(answer.url, {"code": right})
    assert not is_signed_in(client)


def test_bad_number_keeps_what_was_typed_and_is_explained_beside_the_field(client: Client, community: Any) -> None:
    html = sign_up(client, community, phone="12345").content.decode()
    assert "邹文彬" in html
    assert 'aria-invalid="true"' in html
    assert "138 0013 8000" in html
    assert not Resident.objects.exists()


def test_neither_phone_nor_email_is_explained(client: Client, community: Any) -> None:
    assert 'aria-invalid="true"' in sign_up(client, community).content.decode()
    assert not Resident.objects.exists()


@pytest.mark.parametrize("address", [SIGN_UP, BY_CODE])
def test_known_and_unknown_number_get_the_same_answer(community: Any, texts: Any, address: str) -> None:
    user = UserFactory(phone=PHONE)
    ResidentFactory(user=user, community=community)
    User.objects.filter(pk=user.pk).update(phone_verified_at="2026-01-01T00:00:00Z")
    answers = []
    for number in (PHONE, "+8613900139000"):
        visitor = Client()
        given = {"phone": number, "email": "", "name": "某人", "community": community.pk}
        answer = visitor.post(address, given)
        page = visitor.get(answer.url) if answer.status_code == 302 else answer
        text = re.sub(r"csrfmiddlewaretoken.*?>|\d[\d\s*+-]{6,}\d", "", page.content.decode())
        answers.append((answer.status_code, answer.headers.get("Location"), sorted(answer.cookies), text))
    assert answers[0] == answers[1]
    assert [text["phone"] for text in texts()] == [PHONE, "+8613900139000"], "each is told by a text to its owner"


def test_known_and_unknown_email_get_the_same_answer(community: Any) -> None:
    first = Client()
    answer = sign_up(first, community, email="known@example.org")
    first.post(answer.url, {"code": code_in(mail.outbox[-1].body)})
    cache.clear()  # the pause between two mails to one address is over
    answers = []
    for address in ("known@example.org", "unknown@example.org"):
        visitor = Client()
        answer = sign_up(visitor, community, email=address)
        answers.append((answer.status_code, answer.headers.get("Location"), sorted(answer.cookies)))
    assert answers[0] == answers[1]


def test_code_signs_in_and_sign_out_ends_it(client: Client, community: Any, texts: Any) -> None:
    user = UserFactory(phone=PHONE)
    User.objects.filter(pk=user.pk).update(phone_verified_at="2026-01-01T00:00:00Z")
    answer = client.post(BY_CODE, {"phone": "138 0013 8000", "email": ""})
    client.post(answer.url, {"code": code_in(texts()[-1]["text"])})
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)
    assert client.get("/me/").status_code == 302


def test_personal_data_stays_out_of_addresses_cookies_and_logs(
    client: Client, community: Any, texts: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = sign_up(client, community, phone=PHONE)
    done = client.post(answer.url, {"code": code_in(texts()[-1]["text"])})
    told = [answer.url, done.headers.get("Location", ""), caplog.text]
    told += [str(cookie) for response in (answer, done) for cookie in response.cookies.values()]
    for secret in ("13800138000", "邹文彬", code_in(texts()[-1]["text"])):
        assert all(secret not in text for text in told)


def test_texts_are_kept_in_a_file_for_its_owner_only(client: Client, community: Any, texts: Any) -> None:
    sign_up(client, community, phone=PHONE)
    path = django_settings.VAR_DIR / "outbox" / "sms.jsonl"
    assert path.stat().st_mode & 0o077 == 0
