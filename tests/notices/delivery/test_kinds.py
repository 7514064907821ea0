"""Kinds of message and how they are written out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from notices.delivery.kinds import UNKNOWN, MessageKind, kind_of, register, storable

VISIT = MessageKind(code="tests.visit", title="%(service)s %(visit_on)s", text="%(begins_at)s")


def test_dates_are_kept_in_iso_form_and_written_in_the_reader_s_language():
    moment = dt.datetime(2026, 11, 26, 1, 30, tzinfo=dt.UTC)
    kept = storable({"service": "助浴", "visit_on": dt.date(2026, 11, 26), "begins_at": moment, "number": 3})
    assert kept == {
        "service": "助浴",
        "visit_on": "2026-11-26",
        "begins_at": "2026-11-26T01:30:00+00:00",
        "number": 3,
    }
    with translation.override("zh-hans"):
        assert VISIT.render_title(kept) == "助浴 2026年11月26日"
        assert "9:30" in VISIT.render_text(kept), "Shanghai time"
    with translation.override("en"):
        assert VISIT.render_title(kept) == "助浴 Nov. 26, 2026"


def test_kind_registered_twice_differently_is_an_error():
    register(VISIT)
    assert register(VISIT) is VISIT
    with pytest.raises(ValueError, match="registered twice"):
        register(MessageKind(code=VISIT.code, title="something else"))


def test_unknown_code_still_shows_a_title():
    assert kind_of("gone.kind") is UNKNOWN
    assert UNKNOWN.render_title({}) != ""


def test_storable_keeps_the_moment_not_the_zone():
    now = timezone.now()
    assert dt.datetime.fromisoformat(str(storable({"at": now})["at"])) == now
