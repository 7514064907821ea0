"""Sealed fields in the database: what is stored, what comes back, and what fails closed."""

from __future__ import annotations

import copy
import json
import pickle
import uuid

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import Authority, Resident, User
from portal.crypto.fields import SealedField
from portal.crypto.keyring import UnknownKey, generate_key
from portal.crypto.sealed import DOTS, Sealed
from portal.crypto.tokens import TamperedValue
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory

pytestmark = pytest.mark.django_db

NAME = "欧阳小明"
ADDRESS = "和平里小区3号楼2单元501室"


@pytest.fixture
def resident() -> Resident:
    return ResidentFactory(name=NAME, address=ADDRESS, phone="13900001111", birth_date="")


def column(resident: Resident, field: str = "name") -> str:
    """What stands in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM accounts_resident WHERE id = %s", [resident.pk])
        return str(cursor.fetchone()[0])


def put(resident: Resident, text: str, field: str = "name") -> None:
    """Change the table behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_resident SET {field} = %s WHERE id = %s", [text, resident.pk])


def again(resident: Resident) -> Resident:
    """The row as another request reads it."""
    return Resident.objects.get(pk=resident.pk)


# --- Round trip -------------------------------------------------------------------------------------------------------


def test_value_is_stored_sealed_and_read_back(resident):
    assert column(resident).startswith("v1.a.")
    assert NAME not in column(resident)
    assert again(resident).name.reveal() == NAME


@given(plain=st.text(st.characters(codec="utf-8") | st.sampled_from("𠮷㐂䶮𬭸"), max_size=60))
def test_any_text_survives_assignment(plain):
    """Without a database: what `pre_save` gives is what comes back."""
    resident = Resident(name=plain)
    field = Resident._meta.get_field("name")
    stored = field.from_db_value(str(field.pre_save(resident, add=True)), None, None)
    assert Resident(public_id=resident.public_id, name=stored).name.reveal() == plain


def test_reading_gives_sealed_before_and_after_saving(resident):
    resident.name = "李桂兰"
    assert isinstance(resident.name, Sealed)
    assert resident.name.reveal() == "李桂兰"
    resident.save()
    assert isinstance(resident.name, Sealed)
    assert resident.name.reveal() == again(resident).name.reveal() == "李桂兰"


@pytest.mark.parametrize("empty", ["", None])
def test_empty_value_is_stored_as_empty_text(resident, empty):
    resident.address = empty
    resident.save()
    assert column(resident, "address") == ""
    assert isinstance(again(resident).address, Sealed)
    assert not again(resident).address


def test_saving_an_untouched_row_keeps_its_token(resident):
    before = column(resident)
    again(resident).save()
    assert column(resident) == before


def test_saving_other_fields_leaves_sealed_columns_alone(resident):
    before = column(resident)
    resident.name = "李桂兰"
    resident.save(update_fields=["verified_at"])
    assert column(resident) == before


def test_refresh_forgets_what_was_assigned(resident):
    resident.name = "李桂兰"
    resident.refresh_from_db()
    assert resident.name.reveal() == NAME


def test_deferred_value_is_loaded_when_asked_for(resident, django_assert_num_queries):
    row = Resident.objects.defer("name").get(pk=resident.pk)
    with django_assert_num_queries(1):
        assert row.name.reveal() == NAME
    row = Resident.objects.only("name", "public_id").get(pk=resident.pk)
    with django_assert_num_queries(0):
        assert row.name.reveal() == NAME


def test_select_related_and_prefetch_open(resident):
    AuthorityFactory(principal=resident, agent__name="周丽华")
    authority = Authority.objects.select_related("principal").prefetch_related("agent").get()
    assert authority.principal.name.reveal() == NAME
    assert authority.agent.name.reveal() == "周丽华"


def test_dates_are_taken_in_iso_form_and_other_things_refused(resident):
    resident.birth_date = resident.created_at.date()
    assert resident.birth_date.reveal() == resident.created_at.date().isoformat()
    for thing in (13800138000, b"x", ["x"], F("address"), {"sealed": "x"}):
        with pytest.raises(TypeError, match="sealed text"):
            resident.name = thing


# --- Many rows at once ------------------------------------------------------------------------------------------------


def test_bulk_create_seals(resident):
    people = [Resident(community=resident.community, name=f"王{n}", phone=f"1390000{n:04d}") for n in range(5)]
    Resident.objects.bulk_create(people)
    stored = Resident.objects.exclude(pk=resident.pk).order_by("pk")
    assert [row.name.reveal() for row in stored] == [f"王{n}" for n in range(5)]
    assert all(column(row).startswith("v1.a.") for row in stored)


def test_bulk_update_seals_each_row_for_itself(resident):
    other = ResidentFactory(name="李桂兰", community=resident.community)
    resident.name, other.address = "王秀英", "滨河路1号"
    Resident.objects.bulk_update([resident, other], ["name", "address"])
    assert again(resident).name.reveal() == "王秀英"
    assert (again(other).name.reveal(), again(other).address.reveal()) == ("李桂兰", "滨河路1号")


def test_update_or_create_seals(resident):
    Resident.objects.update_or_create(pk=resident.pk, defaults={"name": "王秀英"})
    assert again(resident).name.reveal() == "王秀英"


def test_update_refuses_values(resident):
    other = ResidentFactory(community=resident.community)
    for value in ("王秀英", column(resident)):
        with pytest.raises(FieldError, match="name is sealed"), transaction.atomic():
            Resident.objects.update(name=value)
    with pytest.raises(TypeError, match="SealedField"), transaction.atomic():
        Resident.objects.update(name=other.name)
    assert again(resident).name.reveal() == NAME


@pytest.mark.parametrize("lookup", ["", "__exact", "__iexact", "__in", "__contains", "__startswith", "__gt", "__lower"])
def test_lookups_fail_closed(resident, lookup):
    value = [NAME] if lookup == "__in" else NAME
    for lookups in ({f"name{lookup}": value}, {f"agent__name{lookup}": value}):
        query = Resident.objects if "name" in next(iter(lookups))[:4] else Authority.objects
        with pytest.raises(FieldError, match="name is sealed"):
            query.filter(**lookups).exists()
        with pytest.raises(FieldError, match="name is sealed"):
            query.exclude(**lookups).exists()


def test_filtering_by_a_token_fails_too(resident):
    with pytest.raises(FieldError, match="name is sealed"):
        Resident.objects.filter(name=column(resident)).exists()


def test_isnull_asks_whether_there_is_a_value(resident):
    assert not Resident.objects.filter(birth_date__isnull=False)
    assert Resident.objects.filter(birth_date__isnull=True).get() == resident
    assert Resident.objects.filter(address__isnull=False).get() == resident
    assert not User.objects.filter(resident__name__isnull=True)
    assert Resident.objects.filter(authorities_given__agent__name__isnull=True).get() == resident


def test_values_and_ordering_open_nothing(resident):
    assert Resident.objects.values_list("name", flat=True).get() == column(resident)
    assert Resident.objects.order_by("name").values("name").get() == {"name": column(resident)}
    assert Resident.objects.annotate(copied=F("name")).get().copied == column(resident)


# --- Moved and changed values -----------------------------------------------------------------------------------------


def test_token_copied_to_another_row_does_not_open(resident):
    other = ResidentFactory(community=resident.community)
    put(other, column(resident))
    with pytest.raises(TamperedValue):
        again(other).name.reveal()
    with pytest.raises(TamperedValue):
        again(other).name.masked()


def test_token_copied_to_another_column_does_not_open(resident):
    put(resident, column(resident), "address")
    with pytest.raises(TamperedValue):
        again(resident).address.reveal()


def test_changed_token_does_not_open_and_is_not_saved_on(resident):
    put(resident, column(resident)[:-1] + "!")
    row = again(resident)
    row.save(update_fields=["verified_at"])
    with pytest.raises(TamperedValue), transaction.atomic():
        row.save()


def test_plain_text_in_the_column_does_not_pass_for_a_value(resident):
    put(resident, "张三")
    with pytest.raises(TamperedValue):
        again(resident).name.reveal()


def test_unknown_key_is_an_error_not_an_empty_value(resident, settings):
    settings.FIELD_KEYS = generate_key("other")
    with pytest.raises(UnknownKey, match="FIELD_KEYS"):
        again(resident).name.reveal()


def test_token_given_as_input_is_sealed_as_text(resident):
    """No decryption oracle: who has got hold of a token learns nothing by submitting it, even in its own row."""
    token = column(resident)
    resident.name = token
    resident.save()
    assert again(resident).name.reveal() == token
    assert column(resident) != token


def test_value_of_another_row_is_sealed_anew(resident):
    other = ResidentFactory(community=resident.community)
    other.name = again(resident).name
    other.save()
    assert again(other).name.reveal() == NAME
    assert column(other) != column(resident)


def test_value_of_another_field_is_sealed_anew(resident):
    resident.birth_date = resident.name
    resident.save()
    assert again(resident).birth_date.reveal() == NAME


def test_row_copied_under_a_new_identity_is_not_saved_with_tokens_that_never_open(resident):
    twin = again(resident)
    twin.pk, twin.user, twin.public_id, twin._state.adding = None, None, uuid.uuid4(), True
    with pytest.raises(TamperedValue):
        twin.save()


def test_identity_of_the_row_has_one_spelling(resident):
    twin = ResidentFactory(community=resident.community, public_id=str(uuid.uuid4()).upper(), name="李桂兰")
    assert again(twin).name.reveal() == "李桂兰"


def test_row_without_identity_is_refused(resident):
    with pytest.raises(ValueError, match="UUID"):
        Resident(community=resident.community, name=NAME, public_id=None).save()


# --- Forms, fixtures, copies ------------------------------------------------------------------------------------------


class ResidentForm(forms.ModelForm):
    """A form of an ordinary sort."""

    class Meta:
        model = Resident
        fields = ("name", "address")


def test_form_starts_empty(resident):
    page = ResidentForm(instance=again(resident)).as_p()
    assert NAME not in page
    assert "v1.a." not in page
    assert DOTS not in page


def test_form_field_left_empty_keeps_the_value(resident):
    form = ResidentForm({"name": "王秀英", "address": ""}, instance=again(resident))
    assert form.is_valid()
    form.save()
    assert (again(resident).name.reveal(), again(resident).address.reveal()) == ("王秀英", ADDRESS)


def test_form_seals_a_token_as_text(resident):
    other = ResidentFactory(community=resident.community)
    token = column(resident, "address")
    form = ResidentForm({"name": "王秀英", "address": token}, instance=other)
    form.is_valid()
    form.save()
    assert again(other).address.reveal() == token


def test_validation_sees_the_plain_text(resident):
    resident.birth_date = "1" * 11
    with pytest.raises(ValidationError) as caught:
        resident.full_clean()
    assert list(caught.value.message_dict) == ["birth_date"]
    assert "1" * 11 not in str(caught.value)
    resident.birth_date, resident.name = "1950-05-01", ""
    with pytest.raises(ValidationError, match="name"):
        resident.full_clean()
    again(resident).full_clean()


def test_fixture_holds_tokens_and_is_not_loaded(resident):
    dumped = serializers.serialize("json", [again(resident)])
    assert NAME not in dumped
    assert json.loads(dumped)[0]["fields"]["name"] == column(resident)
    with pytest.raises(FieldError, match="restore a dump"):
        next(iter(serializers.deserialize("json", dumped))).save()


def test_own_value_assigned_again_keeps_its_token(resident):
    before = column(resident)
    row = again(resident)
    row.name = again(resident).name
    row.save()
    assert column(resident) == before


def test_copies_of_a_row_open(resident):
    for twin in (
        copy.copy(again(resident)),
        copy.deepcopy(again(resident)),
        pickle.loads(pickle.dumps(again(resident))),  # noqa: S301
    ):
        assert twin.name.reveal() == NAME


def test_row_with_an_unsaved_value_is_not_pickled(resident):
    resident.name = "李桂兰"
    with pytest.raises(TypeError, match="primary keys"):
        pickle.dumps(resident)


def test_row_does_not_print_its_values(resident):
    for row in (resident, again(resident)):
        row.name = NAME
        assert NAME not in f"{row!r} {row} {vars(row)}"


def test_error_of_the_database_does_not_quote_the_value(resident):
    with connection.execute_wrapper(
        lambda run, sql, params, many, context: seen.append(str(params)) or run(sql, params, many, context)
    ):
        seen: list[str] = []
        resident.name = "李桂兰"
        resident.save()
    assert seen
    assert not any("李桂兰" in params for params in seen)


# --- Declaration ------------------------------------------------------------------------------------------------------


def test_field_survives_a_migration():
    field = SealedField("name", max_plain=60, blank=True)
    _, path, args, kwargs = field.deconstruct()
    assert (path, kwargs) == (
        "portal.crypto.fields.SealedField",
        {"max_plain": 60, "blank": True, "verbose_name": "name"},
    )
    clone = SealedField(*args, **kwargs)
    assert [v.limit_value for v in clone.validators if isinstance(v, MaxLengthValidator)] == [60]


@isolate_apps("portal.crypto")
def test_child_of_an_abstract_model_has_its_own_place():
    class Sheet(models.Model):
        public_id = models.UUIDField(default=uuid.uuid4)
        note = SealedField()

        class Meta:
            abstract = True
            app_label = "crypto"

    class LeafSheet(Sheet):
        class Meta:
            app_label = "crypto"
            managed = False

    leaf = LeafSheet(note="x")
    assert LeafSheet.note.field is LeafSheet._meta.get_field("note")
    assert LeafSheet._meta.get_field("note").place(leaf) == f"crypto.leafsheet.note|{leaf.public_id}"
