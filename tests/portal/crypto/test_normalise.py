"""One spelling for each value, however people write it."""

from __future__ import annotations

import pytest

from portal.crypto.normalise import normalise_identity_number, normalise_name, normalise_phone


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        "+86 138 0013 8000",
        "+86 (138) 0013-8000",
        "(+86)13800138000",
        "0086 138 0013 8000",
        "8613800138000",
        "\t13800138000\u3000",
    ],
)
def test_mobile_number_has_one_spelling(written):
    assert normalise_phone(written) == "+8613800138000"


@pytest.mark.parametrize("written", ["0631-6650000", "+86 631 6650000", "+86 0631 665 0000", "0086-631-6650000"])
def test_landline_loses_its_leading_zero(written):
    assert normalise_phone(written) == "+866316650000"


def test_foreign_number_keeps_its_country():
    assert normalise_phone("+852 5123 4567") == normalise_phone("00852-51234567") == "+85251234567"


@pytest.mark.parametrize("written", ["", "   ", "无", "-"])
def test_what_has_no_digits_is_no_phone(written):
    assert normalise_phone(written) == ""


@pytest.mark.parametrize(
    "written",
    ["37100119440609001x", " 371001 19440609 001X ", "３７１００１１９４４０６０９００１Ｘ", "371001-19440609-001x"],
)
def test_identity_number_has_one_spelling(written):
    assert normalise_identity_number(written) == "37100119440609001X"


def test_name_has_no_spaces_and_one_dot():
    assert normalise_name(" 张 明\u3000") == "张明"
    spellings = {normalise_name(f"阿依古丽{dot}买买提") for dot in "·•‧・.．"}
    assert spellings == {"阿依古丽·买买提"}
