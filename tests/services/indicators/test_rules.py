"""The three-valued language, against a slow reference that tries every way the unknown could turn out."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.indicators.definitions import edition
from services.indicators.rules import RuleError, check_rule, evaluate, exact, inputs_of, value_of

KEYS = ["a", "b", "c"]
leaves = st.builds(
    lambda op, key: {"op": op, "input": key}, st.sampled_from(["is_true", "is_false"]), st.sampled_from(KEYS)
)
rules = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda op, of: {"op": op, "of": of}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
inputs = st.fixed_dictionaries({key: st.sampled_from([True, False, None]) for key in KEYS})


def two_valued(rule, known):
    """The rule over inputs that are all known, written as plainly as can be."""
    if rule["op"] == "is_true":
        return known[rule["input"]]
    if rule["op"] == "is_false":
        return not known[rule["input"]]
    truths = [two_valued(part, known) for part in rule["of"]]
    return all(truths) if rule["op"] == "all" else any(truths)


@given(rules, inputs)
def test_evaluate_never_claims_what_the_unknown_could_overturn(rule, given_inputs):
    missing = [key for key, value in given_inputs.items() if value is None]
    outcomes = {
        two_valued(rule, given_inputs | dict(zip(missing, guess, strict=True)))
        for guess in itertools.product([True, False], repeat=len(missing))
    }
    found = evaluate(rule, given_inputs)
    assert found is None or outcomes == {found}


@given(rules, st.fixed_dictionaries({key: st.booleans() for key in KEYS}))
def test_evaluate_decides_when_everything_is_known(rule, known):
    assert evaluate(rule, known) is two_valued(rule, known)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_ratio_is_compared_exactly(part, whole):
    rule = {"op": "gte", "left": {"ratio": ["p", "w"]}, "right": 0.7}
    assert evaluate(rule, {"p": part, "w": whole}) is (10 * part >= 7 * whole)


def test_ratio_at_the_threshold_is_met_and_just_below_is_not():
    rule = {"op": "gte", "left": {"ratio": ["p", "w"]}, "right": 0.9}
    assert evaluate(rule, {"p": 9, "w": 10}) is True
    assert evaluate(rule, {"p": 899_999, "w": 1_000_000}) is False


@pytest.mark.parametrize(("part", "whole"), [(None, 10), (10, None), (10, 0)])
def test_ratio_of_the_unknown_is_unknown(part, whole):
    rule = {"op": "gte", "left": {"ratio": ["p", "w"]}, "right": 0.7}
    assert evaluate(rule, {"p": part, "w": whole}) is None


EACH = {
    "op": "each",
    "over": "compounds",
    "where": {"op": "is_true", "input": "closed"},
    "check": {"op": "is_true", "input": "gate"},
    "total": "closed_total",
}


@pytest.mark.parametrize(
    ("rows", "complete", "total", "truth"),
    [
        ([{"closed": True, "gate": True}], True, None, True),
        ([{"closed": True, "gate": True}], False, None, None),
        ([{"closed": True, "gate": True}], False, 1, True),
        ([{"closed": True, "gate": True}], False, 2, None),
        ([{"closed": True, "gate": False}], False, None, False),
        ([{"closed": False, "gate": False}], True, None, True),
        ([{"closed": None, "gate": False}], True, None, None),
        ([], True, None, True),
        ([], None, None, None),
    ],
)
def test_each_is_unknown_until_the_register_is_complete(rows, complete, total, truth):
    assert evaluate(EACH, {"compounds": rows, "inventory_complete": complete, "closed_total": total}) is truth


def test_count_counts_distinct_values():
    rule = {"op": "count_gte", "input": "kinds", "right": 2}
    assert evaluate(rule, {"kinds": ["meal", "meal"]}) is False
    assert evaluate(rule, {"kinds": ["meal", "bath"]}) is True
    assert evaluate(rule, {"kinds": None}) is None


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"op": "xor"},
        {"op": "gte", "left": 1},
        {"op": "all"},
        {"op": "all", "of": [{"op": "nonsense"}]},
        {"op": "gte", "left": "many", "right": 1},
        {"op": "each", "over": "compounds"},
    ],
)
def test_malformed_rules_are_refused_when_loaded(rule):
    with pytest.raises(RuleError):
        check_rule(rule)


@pytest.mark.parametrize("value", [True, [], "viel", object()])
def test_inputs_that_are_no_numbers_are_refused(value):
    with pytest.raises(RuleError):
        value_of({"input": "n"}, {"n": value})


@given(
    st.one_of(
        st.text(max_size=8),
        st.lists(st.none(), max_size=2),
        st.dictionaries(st.text(max_size=2), st.none(), max_size=2),
        st.booleans(),
        st.floats(),
    )
)
def test_fuzzed_inputs_end_in_a_verdict_or_a_clear_error(value):
    for indicator in edition().indicators:
        garbage = dict.fromkeys(inputs_of(indicator.rule) | {"compounds", "buildings"}, value)
        try:
            assert evaluate(indicator.rule, garbage) in (True, False, None)
        except RuleError as error:
            assert str(error)


def test_decimal_fractions_are_what_was_written():
    assert exact(0.9) == Fraction(9, 10)
    assert exact("0.7022") == Fraction(3511, 5000)


def test_every_option_has_words_in_both_languages():
    inputs = [item for indicator in edition().indicators for item in indicator.inputs if item.options]
    assert inputs
    for item in inputs:
        for words in item.options.values():
            assert words.zh
            assert words.en


def test_stated_options_are_shown_by_their_words(in_english):
    basis = next(item for item in edition().indicator(1).inputs if item.key == "household_basis")
    kinds = next(item for item in edition().indicator(8).inputs if item.key == "service_types")
    assert str(basis.show("registered_all")) == "All registered households"
    assert kinds.show(["meal", "bath"]) == "Meals、Bathing"
    assert basis.show(12) == 12
