"""The inventory of personal data knows every column, and a new one can't slip in."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from portal.crypto import inventory
from portal.crypto.checks import check_inventory
from portal.crypto.fields import SealedField
from portal.crypto.inventory import columns


def test_every_column_of_the_project_is_accounted_for():
    assert check_inventory(None) == []


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("accounts.resident.name", "A"),
        ("accounts.resident.id_number", "B"),
        ("accounts.user.phone", "B"),
        ("accounts.user.phone_index", "I"),
        ("booking.booking.note", "A"),
        ("elections.registration.id_number", "B"),
        ("accounts.user.nickname", "C"),
    ],
)
def test_what_is_known_of_some_columns(label, kept):
    assert {column.label: column.kept for column in columns()}[label] == kept


@isolate_apps("portal.crypto")
def test_new_plain_column_is_an_error(monkeypatch):
    class Visit(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        name = SealedField()
        diagnosis = models.TextField()

        class Meta:
            app_label = "crypto"

    Visit.__module__ = "portal.crypto.models"
    monkeypatch.setattr(apps, "get_models", lambda: [Visit])
    monkeypatch.setattr(inventory, "PLAIN", {})
    assert [(column.label, column.kept) for column in columns()] == [
        ("crypto.visit.name", "A"),
        ("crypto.visit.diagnosis", "?"),
    ]
    assert [problem.id for problem in check_inventory(None) if "diagnosis" in problem.msg] == ["crypto.E006"]


def test_exception_that_is_no_longer_needed_is_an_error(monkeypatch):
    monkeypatch.setitem(inventory.PLAIN, "accounts.user.shoe_size", "for socks")
    assert [problem.id for problem in check_inventory(None)] == ["crypto.E007"]


def test_command_prints_it(manage):
    listed = manage("data_inventory", "--format", "json")
    assert {"label": "accounts.resident.name", "kept": "A", "reason": ""} in listed
    assert "sealed, found by index" in manage("data_inventory")
