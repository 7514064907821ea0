"""The doctor sees what is wrong and names the cure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from portal import doctor
from portal.doctor import FAULT, OK, WARNING, Finding
from tests.portal.accounts.factories import UserFactory


def levels(look: doctor.Look) -> dict[str, str]:
    return {finding.name: finding.level for finding in look()}


@pytest.mark.parametrize(("key", "expected"), [("", FAULT), ("short", FAULT), ("k" * 44, OK)])
def test_secrets_missing_or_short_is_a_fault(settings: Any, key: str, expected: str) -> None:
    settings.FIELD_KEYS = key
    assert levels(doctor.secrets)["FIELD_KEYS"] == expected


@pytest.mark.parametrize(("demo", "expected"), [(True, WARNING), (False, FAULT)])
def test_exposure_debug_outside_demo_is_a_fault(settings: Any, demo: bool, expected: str) -> None:
    settings.DEBUG, settings.DEMO = True, demo
    assert levels(doctor.exposure)["DEBUG"] == expected


def test_exposure_any_host_is_a_fault(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert levels(doctor.exposure)["ALLOWED_HOSTS"] == FAULT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("login", "password", "expected"),
    [
        ("operator-longshan", "linli-demo-2026", FAULT),
        ("county", "linli-demo-2026", FAULT),
        ("operator-longshan", "五月的槐花-88421", OK),
        ("wang-xiulan", "linli-demo-2026", OK),
    ],
)
def test_demo_accounts_with_the_demo_password_outside_demo_mode(
    settings: Any, login: str, password: str, expected: str
) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = False, "linli-demo-2026"
    user = UserFactory(username=login)
    user.set_password(password)
    user.save()
    assert levels(doctor.demo_accounts) == {"demo accounts": expected}


def test_packages_of_another_version_are_named(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text(
        "django==1.0 \\\n    --hash=sha256:0\nnot-there==2.0\n", encoding="utf-8"
    )
    (finding,) = doctor.packages()
    assert finding.level == WARNING
    assert "instead of 1.0" in finding.detail
    assert "not-there missing" in finding.detail


def test_static_files_without_a_manifest_is_a_fault(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path
    assert levels(doctor.static_files) == {"static files": FAULT}
    (tmp_path / "staticfiles.json").touch()
    assert levels(doctor.static_files) == {"static files": OK}


@pytest.mark.django_db
def test_database_and_migrations_of_a_fresh_database_are_fine() -> None:
    assert levels(doctor.database) == {"database": OK, "migrations": OK}


def broken() -> Iterator[Finding]:
    raise OperationalError("could not connect")
    yield


def fine() -> Iterator[Finding]:
    yield Finding("disk", OK, "plenty")


def test_examine_goes_on_after_a_look_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "GROUPS", {"Data": (broken, fine)})
    (_, first), (_, second) = doctor.examine()
    assert (first.level, first.detail) == (FAULT, "OperationalError: could not connect")
    assert "DATABASE_URL" in first.cure
    assert second.level == OK


def test_command_exits_with_status_1_only_on_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "GROUPS", {"Data": (fine,)})
    call_command("doctor", format="json")
    assert json.loads(capsys.readouterr().out)[0]["name"] == "disk"
    monkeypatch.setattr(doctor, "GROUPS", {"Data": (fine, broken)})
    with pytest.raises(SystemExit) as stop:
        call_command("doctor")
    assert stop.value.code == 1
    assert "✗ broken" in capsys.readouterr().out


@pytest.mark.django_db
def test_data_keys_that_nothing_opens_are_a_fault(settings: Any) -> None:
    from portal.crypto.keyring import generate_key

    assert levels(doctor.data_keys) == {"data keys": OK}
    settings.FIELD_KEYS = generate_key("m2")
    assert levels(doctor.data_keys) == {"data keys": FAULT}


@pytest.mark.django_db
def test_log_without_its_triggers_is_a_fault() -> None:
    from django.db import connection

    from portal.audit.triggers import create_triggers, drop_triggers

    assert levels(doctor.operation_log)["log triggers"] == FAULT
    create_triggers(connection)
    assert levels(doctor.operation_log)["log triggers"] == OK
    drop_triggers(connection)


@pytest.mark.django_db
def test_log_that_was_altered_is_a_fault() -> None:
    from django.utils import timezone

    from portal.audit.models import Verification

    Verification(at=timezone.now(), first_seq=1, last_seq=1, entries=1, waiting=0, checkpoints=0, seconds=0).save()
    assert levels(doctor.operation_log)["log verified"] == OK
    Verification(
        at=timezone.now(),
        first_seq=1,
        last_seq=1,
        entries=1,
        waiting=0,
        checkpoints=0,
        seconds=0,
        faults=[{"fault": "changed"}],
    ).save()
    assert levels(doctor.operation_log)["log verified"] == FAULT


@pytest.mark.django_db
def test_process_without_any_audit_key_is_a_fault(settings: Any) -> None:
    settings.AUDIT_SIGNING_KEY = ""
    assert levels(doctor.operation_log)["log keys"] == FAULT
