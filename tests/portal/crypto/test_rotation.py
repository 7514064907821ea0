"""Moving to new keys: everything comes along, lookups never miss, and a run broken off goes on."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import Resident, User
from portal.audit.models import Entry
from portal.crypto import rotation
from portal.crypto.datakeys import forget_ring, key_ring, make_data_keys
from portal.crypto.fields import blind_index
from portal.crypto.keyring import generate_key
from portal.crypto.models import DataKey
from portal.crypto.rotation import count_by_key, rotate, rows_to_move
from tests.portal.accounts.factories import ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db
NUMBER = "370631195303181249"


@pytest.fixture
def people():
    """Residents with accounts, one of them without a phone."""
    made = [
        ResidentFactory(user=UserFactory(phone=f"+86138001380{number:02d}"), name="王秀兰", id_number=NUMBER)
        if number == 0
        else ResidentFactory(user=UserFactory(phone=f"+86138001380{number:02d}"), name="陈晓梅")
        for number in range(6)
    ]
    return [*made, ResidentFactory(user=None, name="陈德厚")]


def found(number):
    return User.objects.filter(phone_index__in=blind_index(User, "phone_index", f"138001380{number:02d}")).count()


def test_everything_moves_and_is_found_before_between_and_after(people):
    make_data_keys()
    assert found(3) == 1
    assert rows_to_move() == 6 + 7
    progress = rotate(batch=4)
    assert (progress.moved, progress.skipped, progress.unreadable) == (13, 0, [])
    assert rows_to_move() == 0
    assert found(3) == 1
    resident = Resident.objects.get(pk=people[0].pk)
    assert (resident.name.reveal(), resident.id_number.reveal()) == ("王秀兰", NUMBER)
    assert Resident.objects.filter(id_number_index__in=blind_index(Resident, "id_number_index", NUMBER)).count() == 1
    assert set(count_by_key()) == {"d2", "i2"}


def test_run_killed_half_way_is_resumed_and_loses_nothing(people, monkeypatch):
    make_data_keys()
    move, moved = rotation._move, []

    def until_killed(model, row, progress):
        if len(moved) == 5:
            raise KeyboardInterrupt
        moved.append(row.pk)
        move(model, row, progress)

    monkeypatch.setattr(rotation, "_move", until_killed)
    with pytest.raises(KeyboardInterrupt):
        rotate(batch=2)
    assert 0 < rows_to_move() < 13
    assert [found(number) for number in range(6)] == [1] * 6
    monkeypatch.setattr(rotation, "_move", move)
    rotate(batch=2)
    assert rows_to_move() == 0
    assert [each.name.reveal() for each in Resident.objects.order_by("pk")] == ["王秀兰", *["陈晓梅"] * 5, "陈德厚"]


def test_change_made_meanwhile_wins(people, monkeypatch):
    make_data_keys()
    resident = people[1]
    move = rotation._move

    def after_a_change(model, row, progress):
        if model is Resident and row.pk == resident.pk and not progress.skipped:
            resident.name = "陈小梅"
            resident.save()
        move(model, row, progress)

    monkeypatch.setattr(rotation, "_move", after_a_change)
    assert rotate().skipped == 1
    assert Resident.objects.get(pk=resident.pk).name.reveal() == "陈小梅"
    assert rows_to_move() == 0


def test_value_that_does_not_open_is_named_and_stops_nothing(people):
    DataKey.objects.filter(key_id="d1").update(retired_at="2026-01-01T00:00:00Z")
    forget_ring()
    make_data_keys()
    progress = rotate()
    assert progress.moved == 0
    assert len(progress.unreadable) == 13
    assert "王" not in "".join(progress.unreadable)


def test_command_makes_keys_moves_everything_and_retires_the_old_ones(people, manage):
    assert manage("rotate_keys", "--format", "json")["moved"] == 13
    assert set(DataKey.objects.filter(retired_at=None).values_list("key_id", flat=True)) == {"d2", "i2"}
    assert manage("rotate_keys", "--check", "--format", "json") == {"values": {"d2": 28, "i2": 7}, "to_move": 0}
    assert Entry.objects.filter(action="key.rotate").count() == 1
    assert found(2) == 1


def test_command_goes_on_with_the_keys_of_a_run_that_was_broken_off(people, manage):
    make_data_keys()
    manage("rotate_keys")
    assert set(DataKey.objects.filter(retired_at=None).values_list("key_id", flat=True)) == {"d2", "i2"}


def test_key_with_values_left_under_it_is_not_retired(people):
    make_data_keys()
    assert rotation.retire_unused_keys() == []


def test_suite_follows_the_profile(people, settings, manage):
    settings.CRYPTO_PROFILE = "guomi"
    manage("rotate_keys")
    assert key_ring().sealing_key(key_ring().active).suite.letter == "s"
    assert Resident.objects.get(pk=people[0].pk).name.reveal() == "王秀兰"
    assert found(4) == 1


def test_new_master_key_wraps_the_data_keys_and_the_old_one_may_go(people, settings, manage):
    new = generate_key("m2")
    settings.FIELD_KEYS = f"{new},{settings.FIELD_KEYS}"
    assert manage("rotate_keys", "--rewrap", "--format", "json") == {"rewrapped": 2}
    settings.FIELD_KEYS = new
    assert Resident.objects.get(pk=people[0].pk).name.reveal() == "王秀兰"


def test_master_key_that_went_too_early_stops_the_command(people, settings):
    settings.FIELD_KEYS = generate_key("m2")
    with pytest.raises(CommandError, match="d1, i1"):
        call_command("rotate_keys")
