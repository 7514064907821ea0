"""What the system checks say before anything is stored."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from portal.crypto.checks import check_field_keys, check_personal_fields
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.keyring import generate_key
from portal.crypto.normalise import normalise_name, normalise_phone


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """Models of these tests stay out of the project's registry."""
    with isolate_apps("portal.crypto"):
        yield


def ids(problems: list) -> list[str]:
    """The ids of what a check found."""
    return sorted(problem.id for problem in problems)


def test_keys_of_the_settings_are_usable():
    assert check_field_keys(None) == []


def test_unusable_keys_are_an_error_that_tells_how_to_make_one(settings):
    settings.FIELD_KEYS = "k1:short"
    [problem] = check_field_keys(None)
    assert problem.id == "crypto.E002"
    assert "generate_key" in problem.hint
    assert "short" not in str(problem)
    settings.FIELD_KEYS = generate_key()
    assert check_field_keys(None) == []


def test_model_without_identity_is_an_error():
    class Nameless(models.Model):
        note = SealedField()

        class Meta:
            app_label = "crypto"

    class Numbered(models.Model):
        public_id = models.CharField(max_length=40)
        note = SealedField()

        class Meta:
            app_label = "crypto"

    assert ids(Nameless.check()) == ids(Numbered.check()) == ["crypto.E001"]


@pytest.mark.parametrize("option", ["unique", "db_index", "null"])
def test_unique_indexed_or_nullable_sealed_field_is_an_error(option):
    class Odd(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        note = SealedField(**{option: True})

        class Meta:
            app_label = "crypto"

    assert "crypto.E003" in ids(Odd.check())


def test_index_of_nothing_sealed_is_an_error():
    class Lost(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        title = models.CharField(max_length=10)
        title_index = BlindIndexField(source="title", normalise=normalise_name)
        phone_index = BlindIndexField(source="phone", normalise=normalise_phone)

        class Meta:
            app_label = "crypto"

    assert ids(Lost.check()) == ["crypto.E004", "crypto.E004"]


def test_well_declared_model_passes():
    class Sound(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        phone = SealedField(max_plain=20)
        phone_index = BlindIndexField(source="phone", normalise=normalise_phone, unique=True)

        class Meta:
            app_label = "crypto"

    assert Sound.check() == []


def test_plain_personal_field_beside_sealed_ones_is_an_error(monkeypatch):
    class HalfSealed(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        name = SealedField()
        birth_date = models.DateField()
        relation = models.CharField(max_length=10)

        class Meta:
            app_label = "crypto"

    class Shop(models.Model):
        name = models.CharField(max_length=10)
        phone = models.CharField(max_length=10)

        class Meta:
            app_label = "crypto"

    monkeypatch.setattr(apps, "get_models", lambda: [HalfSealed, Shop])
    [problem] = check_personal_fields(None)
    assert (problem.id, problem.obj) == ("crypto.E005", HalfSealed._meta.get_field("birth_date"))


def test_models_of_the_project_hold_no_plain_personal_data():
    assert check_personal_fields(None) == []
