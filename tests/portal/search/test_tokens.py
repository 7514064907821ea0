"""Tokens of Chinese text, and that a query finds what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.tokens import index_tokens, pinyin_query_tokens, pinyin_tokens, query_tokens, split_syllables

chinese = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30)


@given(chinese, st.data())
def test_every_part_of_a_text_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert set(query_tokens(text[start:end])) <= set(index_tokens(text).split())


def test_rare_characters_are_indexed():
    assert "\U00020000\U00020001" in index_tokens("\U00020000\U00020001").split()


def test_full_width_letters_and_digits_are_folded():
    assert query_tokens("ＡＢＣ１２３") == ["abc123"]


@pytest.mark.parametrize("query", ["", "   ", '"', "！？、", "\x00", "%_*'"])
def test_query_without_letters_has_no_tokens(query):
    assert query_tokens(query) == []


def test_long_query_is_cut():
    assert len(query_tokens("诈骗" * 300)) <= 64


def test_pinyin_of_pairs_and_initials():
    assert pinyin_tokens("诈骗") == "zhapian zp"
    assert set(pinyin_query_tokens("dianxinzhapian")) <= set(pinyin_tokens("防范电信诈骗").split())


@pytest.mark.parametrize(("run", "parts"), [("zhapian", ["zha", "pian"]), ("hello", []), ("", [])])
def test_split_syllables(run, parts):
    assert split_syllables(run) == parts
