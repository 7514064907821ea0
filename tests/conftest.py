"""What every test can use. Factories live beside the tests of their room."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, before anything asks for one: pages are tested in Chinese."""
    if not hasattr(config, "workerinput"):
        from portal.catalogues.compile import compile_stale

        compile_stale()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The log's triggers would stop tests of whole transactions from emptying the tables; its own tests put them back."""
    from django.db import connection

    from portal.audit.triggers import drop_triggers

    with django_db_blocker.unblock():
        drop_triggers(connection)


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Files that a test uploads are its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folders = {
        name: {"BACKEND": settings.STORAGES[name]["BACKEND"], "OPTIONS": {"location": str(tmp_path / name)}}
        for name in ("sealed", "checkpoints")
    }
    settings.STORAGES = settings.STORAGES | folders


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Nothing that another test has cached: sign-in limits, public pages, counters."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_keys() -> Any:
    """No data keys that another test made and rolled back."""
    from portal.crypto.datakeys import forget_ring

    forget_ring()
    yield
    forget_ring()


@pytest.fixture(autouse=True)
def _staff_with_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """`client.force_login(person)` stands for a whole sign-in, second factor included.

    `client.force_login(person, second_factor=False)` is a session made with a password only.
    """
    from allauth.account.internal.flows import login as flow
    from allauth.account.internal.userkit import user_id_to_str

    plainly = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None, *, second_factor: bool = True) -> None:
        plainly(self, user, backend)
        if second_factor:
            session = self.session
            session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
            session[flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
            session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def in_english() -> Any:
    """The interface in English for the time of a test that reads messages."""
    with translation.override("en"):
        yield


@pytest.fixture
def elder_client() -> Client:
    """A visitor who has switched to elder mode."""
    client = Client()
    client.cookies["mode"] = "elder"
    return client


@pytest.fixture
def manage(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a management command; give its output, parsed where it is JSON."""
    from django.core.management import call_command

    def run(*arguments: Any, **options: Any) -> Any:
        capsys.readouterr()
        call_command(*arguments, **options)
        output = capsys.readouterr().out
        try:
            return json.loads(output)
        except ValueError:
            return output

    return run
