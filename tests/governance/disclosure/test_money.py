"""Money: fen inside, yuan outside."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from governance.disclosure.money import MOST_FEN, Money, YuanField, parse_yuan


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (1_250_000, "¥12,500.00"),
        (-1_250_001, "−¥12,500.01"),
        (123_456_789_00, "¥123,456,789.00"),
    ],
)
def test_money_prints_yuan_with_two_decimals(fen, text):
    assert str(Money(fen)) == text


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12,500.00", 1_250_000),
        ("12500", 1_250_000),
        ("¥12500.5", 1_250_050),
        ("１２，５００．０１元", 1_250_001),
        (" 0.07 ", 7),
        ("-3.10", -310),
        ("−3.10", -310),
    ],
)
def test_parse_yuan_reads_what_people_type(typed, fen):
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize("typed", ["", "abc", "12.345", "1,25,00", "12,50", "1e3", "12.", "1.25万", "--3", "٣٠٠٠x"])
def test_parse_yuan_refuses_the_rest(typed):
    with pytest.raises(ValueError, match=".*"):
        parse_yuan(typed)


def test_yuan_field_empty_optional_gives_none():
    assert YuanField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["1.234", "很多", str(MOST_FEN)])
def test_yuan_field_bad_amount_is_a_validation_error(typed):
    with pytest.raises(ValidationError):
        YuanField().clean(typed)


def test_yuan_field_shows_stored_fen_as_yuan_and_takes_it_back():
    field = YuanField()
    shown = field.prepare_value(-1_250_050)
    assert shown == "-12,500.50"
    assert field.clean(shown) == -1_250_050
    assert not field.has_changed(-1_250_050, "-12500.5")
    assert field.has_changed(-1_250_050, "-12500.51")


def test_money_sums_stay_exact():
    assert sum((Money(1) for _ in range(1000)), Money(0)) == Money(1000)
    assert (Money(10) - Money(3)).signed == "+¥0.07"
