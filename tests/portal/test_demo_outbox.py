"""The demo's outbox: shows what would have been sent, in demo mode only."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from portal.accounts.gateways import RecordingSmsGateway

pytestmark = pytest.mark.django_db
ADDRESS = "/demo/outbox/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.EMAIL_FILE_PATH = tmp_path / "outbox" / "mail"


def test_empty_outbox_says_what_to_do(client):
    assert "还没有发出任何内容" in client.get(ADDRESS).content.decode()


def test_texts_and_mails_stand_there_with_hidden_recipients(client, settings):
    RecordingSmsGateway().send("+8613800138000", "您的验证码是123456")
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.EMAIL_FILE_PATH)
    EmailMultiAlternatives("验证码", "您的验证码是654321", to=["zou@example.org"], connection=connection).send()
    html = client.get(ADDRESS).content.decode()
    assert "123456" in html
    assert "654321" in html
    assert "138****8000" in html
    assert "z***@example.org" in html
    assert "13800138000" not in html
    assert "zou@" not in html


def test_newest_twenty_are_shown(client):
    for number in range(25):
        RecordingSmsGateway().send("+8613800138000", f"第{number:02d}条")
    html = client.get(ADDRESS).content.decode()
    assert "第24条" in html
    assert "第04条" not in html


def test_outside_demo_mode_it_does_not_exist(client, settings):
    settings.DEMO = False
    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/accounts/login/").content.decode()


def test_real_gateway_leaves_nothing_to_show(client, settings):
    RecordingSmsGateway().send("+8613800138000", "旧的")
    settings.SMS_GATEWAY = "tests.portal.test_demo_outbox.RealGateway"
    assert "旧的" not in client.get(ADDRESS).content.decode()


class RealGateway:
    """Stands for a provider."""

    def send(self, phone: str, text: str) -> None: ...
