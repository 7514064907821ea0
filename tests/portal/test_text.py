"""Plain text from the outside."""

from __future__ import annotations

import pytest

from portal.text import clean_text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("同意\x00加装", "同意加装"),
        ("同\u200b意\ufeff", "同意"),
        ("\u202e对反\u202c", "对反"),
        ("a\u2066b\u2069", "ab"),
        ("换行\r\n第二行\r第三行", "换行\n第二行\n第三行"),
        ("一\n\n\n\n\n二", "一\n\n二"),
        ("  \u3000前后空白 \n", "前后空白"),
        ("半个\ud83d字", "半个字"),
        ("标签\U000e0041", "标签"),
        ("\u3164", ""),
    ],
)
def test_clean_text_invisible_characters_are_removed(dirty, clean):
    assert clean_text(dirty) == clean


@pytest.mark.parametrize("name", ["𬱖", "㛃", "𠮷田", "葛󠄀城", "〇", "王·买买提", "\ue863", "神", "👍🏽"])
def test_clean_text_rare_characters_pass_unchanged(name):
    assert clean_text(name) == name


def test_clean_text_keeps_tabs_and_single_line_ends():
    assert clean_text("甲\t乙\n丙") == "甲\t乙\n丙"
