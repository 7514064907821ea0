"""Dates, times and money as people read them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template

from portal import dates

MOMENT = dt.datetime(2026, 10, 12, 1, 30, tzinfo=dt.UTC)


def shown(expression: str, value: Any) -> str:
    return Template("{% load ui %}{{ value|" + expression + " }}").render(Context({"value": value}))


def test_moment_in_chinese_is_beijing_time_with_weekday() -> None:
    assert dates.moment(MOMENT) == "2026年10月12日（星期一） 上午9:30"


@pytest.mark.usefixtures("in_english")
def test_moment_in_english() -> None:
    assert dates.moment(MOMENT) == "Mon 12 October 2026, 9:30 am"


@pytest.mark.parametrize(
    ("time", "words"), [((0, 5), "上午12:05"), ((9, 30), "上午9:30"), ((12, 0), "中午12:00"), ((23, 59), "下午11:59")]
)
def test_clock_time_says_noon_as_noon(time: tuple[int, int], words: str) -> None:
    assert dates.clock_time(dt.time(*time)) == words


def test_day_filters_put_out_a_time_element() -> None:
    assert shown("day", MOMENT) == '<time datetime="2026-10-12T09:30+08:00">2026年10月12日（星期一）</time>'
    assert shown("short_day", dt.date(2026, 1, 5)) == '<time datetime="2026-01-05">2026-01-05</time>'
    assert shown("moment", None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal("12500"), "¥12,500.00"), (-1.5, "−¥1.50"), (0, "¥0.00"), (None, ""), ("1234567.891", "¥1,234,567.89")],
)
def test_money_has_separators_two_places_and_a_real_minus(value: Any, words: str) -> None:
    assert shown("money", value) == words
