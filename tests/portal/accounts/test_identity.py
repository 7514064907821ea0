"""Identity numbers by GB 11643."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.identity import birth_date_in, check_character, validate_identity_number

births = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2025, 12, 31))
areas = st.integers(110000, 659999).map(str)
orders = st.integers(0, 999).map(lambda n: f"{n:03d}")


def number_of(area: str, born: dt.date, order: str) -> str:
    """A well-formed number; no such person is meant."""
    digits = f"{area}{born:%Y%m%d}{order}"
    return digits + check_character(digits)


def code_of(value: str) -> str:
    """The code of the objection to a value."""
    with pytest.raises(ValidationError) as caught:
        validate_identity_number(value)
    return str(caught.value.code)


@given(areas, births, orders)
def test_well_formed_numbers_pass_and_give_their_birth_date(area, born, order):
    number = number_of(area, born, order)
    validate_identity_number(number)
    validate_identity_number(f" {number[:6]} {number[6:14]} {number[14:].lower()} ")
    assert birth_date_in(number) == born


@given(areas, births, orders, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(area, born, order, place, shift):
    number = number_of(area, born, order)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(ValidationError):
        validate_identity_number(wrong)


@pytest.mark.parametrize(
    "value", ["", "37100119440609", "٣٧١٠٠١١٩٤٤٠٦٠٩٠٠١X", "37100119440609001Y", "370000194406090018000"]
)
def test_wrong_shape_is_said_so(value):
    assert code_of(value) == "shape"


def test_impossible_birth_date_is_said_so():
    digits = "37100119440231001"
    assert code_of(digits + check_character(digits)) == "birth_date"


def test_birth_date_in_the_future_is_refused():
    digits = "37100120990101001"
    assert code_of(digits + check_character(digits)) == "birth_date"
