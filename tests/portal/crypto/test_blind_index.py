"""Finding sealed values again by a keyed hash."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, transaction

from portal.accounts.models import Resident, User
from portal.crypto.datakeys import forget_ring, make_data_keys
from portal.crypto.fields import BlindIndexField, blind_index
from portal.crypto.keyring import UnknownKey, generate_key
from portal.crypto.models import DataKey
from portal.crypto.normalise import normalise_phone
from tests.portal.accounts.factories import ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db

PHONE = "13800138000"
NUMBER = "37100119440609001X"


def found(phone: str) -> list[User]:
    """Accounts with this number."""
    return list(User.objects.filter(phone_index__in=blind_index(User, "phone_index", phone)))


def test_value_is_found_however_it_is_written():
    user = UserFactory(phone=PHONE)
    UserFactory(phone="13800138001")
    for written in (PHONE, "+86 138 0013 8000", "１３８ ００１３ ８０００"):
        assert found(written) == [user]
    assert found("13800138002") == []


def test_index_says_nothing_of_the_value():
    user = UserFactory(phone=PHONE)
    version, key_id, mac = user.phone_index.split(":")
    assert (version, key_id, len(mac)) == ("b1", "i1", 48)
    assert PHONE not in user.phone_index


def test_equal_values_in_two_columns_have_different_indexes():
    assert blind_index(User, "phone_index", "371001")[0] != blind_index(Resident, "id_number_index", "+86371001")[0]
    user = User._meta.get_field("phone_index").digest("+86371001", "i1")
    resident = Resident._meta.get_field("id_number_index").digest("+86371001", "i1")
    assert user.rpartition(":")[2] != resident.rpartition(":")[2]


@pytest.mark.parametrize("empty", ["", None, "  ", "无"])
def test_empty_value_has_no_index_and_is_not_unique(empty):
    first, second = UserFactory(phone=empty), UserFactory(phone=empty)
    assert first.phone_index is second.phone_index is None
    assert found(empty or "") == []


def test_index_follows_every_way_of_writing():
    user = UserFactory(phone=PHONE)
    user.phone = "13800138001"
    user.save()
    assert (found(PHONE), found("13800138001")) == ([], [user])
    User.objects.update_or_create(pk=user.pk, defaults={"phone": "13800138002"})
    assert (found("13800138001"), found("13800138002")) == ([], [user])
    user.refresh_from_db()
    user.phone = ""
    user.save(update_fields=["phone", "phone_index"])
    assert found("13800138002") == []
    User.objects.bulk_create([User(username="bulk", phone=PHONE)])
    assert [row.username for row in found(PHONE)] == ["bulk"]


@pytest.mark.parametrize("fields", [["phone"], ["phone_index"], ["nickname", "phone"]])
def test_half_a_save_is_refused(fields):
    user = UserFactory(phone=PHONE)
    user.phone = "13800138001"
    with pytest.raises(FieldError, match="update_fields"):
        user.save(update_fields=fields)
    assert found(PHONE) == [user]


def test_saving_other_fields_needs_no_index():
    user = UserFactory(phone=PHONE)
    user.save(update_fields=["nickname"])
    user.save(update_fields=["phone"])
    row = User.objects.only("nickname").get(pk=user.pk)
    row.nickname = "新邻居"
    row.save()
    assert found(PHONE) == [user]


def test_partly_loaded_row_with_a_new_value_is_not_half_saved():
    row = User.objects.only("phone", "public_id").get(pk=UserFactory(phone=PHONE).pk)
    row.phone = "13800138001"
    with pytest.raises(FieldError, match="update_fields"):
        row.save()


def test_bulk_update_that_would_leave_the_index_behind_is_refused():
    user = UserFactory(phone=PHONE)
    user.phone = "13800138001"
    for fields in (["phone"], ["phone", "phone_index"]):
        with pytest.raises(FieldError, match="blind index"), transaction.atomic():
            User.objects.bulk_update([user], fields)
    assert found(PHONE) == [user]


def test_index_tells_of_an_assigned_value_before_saving():
    user = UserFactory(phone=PHONE)
    before = user.phone_index
    user.phone = "13800138001"
    assert user.phone_index != before
    user.refresh_from_db()
    assert user.phone_index == before
    user.save(update_fields=["phone"])


def test_deferred_index_is_loaded_when_asked_for():
    user = UserFactory(phone=PHONE)
    assert User.objects.defer("phone_index").get().phone_index == user.phone_index


def test_unique_index_is_kept_by_validation_and_by_the_database(in_english):
    UserFactory(phone=PHONE)
    twin = User(username="twin", phone="+86 138-0013-8000")
    with pytest.raises(ValidationError, match="already exists"):
        twin.full_clean(exclude=["password"])
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_unique_constraint_is_said_in_words(in_english):
    first = ResidentFactory(id_number=NUMBER)
    twin = Resident(community=first.community, name="王秀英", id_number=NUMBER.lower())
    with pytest.raises(ValidationError, match="already recorded here"):
        twin.full_clean()
    first.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_lookup_goes_over_all_live_keys():
    user = UserFactory(phone=PHONE)
    make_data_keys()
    assert [index.split(":")[1] for index in blind_index(User, "phone_index", PHONE)] == ["i2", "i1", "t1"]
    assert found(PHONE) == [user]
    user.save()
    assert User.objects.get(pk=user.pk).phone_index.startswith("b1:i2:")
    assert found(PHONE) == [user]


def test_value_from_before_there_were_data_keys_is_found():
    DataKey.objects.all().delete()
    forget_ring()
    user = UserFactory(phone=PHONE)
    assert user.phone_index.startswith("b1:t1:")
    make_data_keys()
    assert found(PHONE) == [user]
    assert User.objects.get(pk=user.pk).phone.reveal() == PHONE


def test_without_its_master_key_nothing_is_looked_up_or_written(settings):
    user = UserFactory(phone=PHONE)
    settings.FIELD_KEYS = generate_key("t2")
    with pytest.raises(UnknownKey, match="FIELD_KEYS"):
        found(PHONE)
    with pytest.raises(UnknownKey):
        User.objects.get(pk=user.pk).save()


def test_lookup_in_a_field_that_is_no_index_is_refused():
    with pytest.raises(FieldError, match="no blind index"):
        blind_index(User, "nickname", PHONE)


def test_index_costs_one_query(django_assert_num_queries):
    UserFactory(phone=PHONE)
    with django_assert_num_queries(1):
        assert found(PHONE)


def test_field_survives_a_migration():
    field = BlindIndexField(source="phone", normalise=normalise_phone, unique=True)
    _, path, args, kwargs = field.deconstruct()
    assert path == "portal.crypto.fields.BlindIndexField"
    assert kwargs == {"source": "phone", "normalise": normalise_phone, "unique": True}
    clone = BlindIndexField(*args, **kwargs)
    assert (clone.null, clone.editable, clone.db_index) == (True, False, False)
