"""What staff see before they give a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.crypto.masking import mask_all, mask_identity_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "seen"),
    [("张小明", "张*明"), ("张明", "张*"), ("欧阳建国", "欧**国"), ("王", "*"), ("𠮷田", "𠮷*"), ("", "*")],
)
def test_name_shows_first_and_last_character(name, seen):
    assert mask_name(name) == seen


@pytest.mark.parametrize(
    ("phone", "seen"),
    [
        ("13800135678", "138****5678"),
        ("+8613800135678", "138****5678"),
        ("06316650000", "063****0000"),
        ("6650000", "*****00"),
        ("110", "**0"),
        ("1", "*"),
    ],
)
def test_phone_hides_the_middle(phone, seen):
    assert mask_phone(phone) == seen


@pytest.mark.parametrize(
    ("number", "seen"),
    [("371001194406091234", "3710**********1234"), ("H12345678", "*******78"), ("12", "*2"), ("7", "*")],
)
def test_identity_number_hides_date_of_birth(number, seen):
    assert mask_identity_number(number) == seen


@given(st.text(alphabet="0123456789X", min_size=1, max_size=20))
def test_numbers_keep_their_length_and_never_show_everything(value):
    for mask in (mask_phone, mask_identity_number):
        seen = mask(value)
        assert len(seen) == len(value)
        assert "*" in seen


def test_mask_all_hides_even_the_length():
    assert mask_all("张明") == mask_all("威海市环翠区") == "****"
