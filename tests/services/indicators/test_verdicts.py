"""All worked examples, and the figures of the other three communities."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from services.indicators.definitions import DATA, edition
from services.indicators.enums import FindingCode, Verdict
from services.indicators.findings import Declaration, find
from services.indicators.verdicts import assess, percent

WORKED = json.loads((Path(__file__).parent / "worked_verdicts.json").read_text(encoding="utf-8"))
TABLES = {
    table["community"]: {
        row["code"]: Declaration(
            edition().indicator(row["code"]),
            row["declared_status"] == "met",
            row["declared_value"],
            row["inputs"],
            row["blanket_claim"],
            tuple(row["remarks"]),
        )
        for row in table["assessments"]
    }
    for table in json.loads((DATA / "self-assessments.json").read_text(encoding="utf-8"))["communities"]
}


def outcome(community, code):
    """Verdict and figure of one row."""
    row = TABLES[community][code]
    return assess(row.indicator, row.inputs, blanket=row.blanket)


def codes(community, code):
    """Codes of the findings of one row."""
    row = TABLES[community][code]
    return {finding.code for finding in find(row, outcome(community, code), TABLES[community])}


@pytest.mark.parametrize(("community", "code"), [(key, int(code)) for key, rows in WORKED.items() for code in rows])
def test_worked_verdict_is_reproduced(community, code):
    assert outcome(community, code).verdict == WORKED[community][str(code)]


def test_there_are_132_rows_and_47_can_be_recomputed():
    verdicts = Counter(outcome(key, code).verdict for key, rows in TABLES.items() for code in rows)
    assert sum(verdicts.values()) == 132
    assert verdicts[Verdict.MET] == 47


@pytest.mark.parametrize(
    ("community", "code", "value", "exact"),
    [
        ("longshan", 1, "100.00%", "2508/2508"),
        ("longshan", 3, "91.11%", "2285/2508"),
        ("dongli", 1, "74.58%", "1200/1609"),
        ("dongli", 3, "93.23%", "1500/1609"),
        ("bailangwan", 1, "87.53%", "400/457"),
        ("guanhaiyuan", 1, "71.35%", "127/178"),
        ("yitian", 2, "86.67%", "1.3/1.5"),
    ],
)
def test_figures_are_exact(community, code, value, exact):
    found = outcome(community, code)
    assert (found.value, found.exact) == (value, exact)


@pytest.mark.parametrize(
    ("community", "code", "finding"),
    [
        ("dongli", 1, FindingCode.ROUNDED),
        ("yitian", 2, FindingCode.ARITHMETIC_ERROR),
        ("longshan", 2, FindingCode.IMPLAUSIBLE_AREA),
        ("longshan", 3, FindingCode.APPROXIMATE),
        ("bailangwan", 1, FindingCode.DENOMINATOR_BASIS),
        ("bailangwan", 3, FindingCode.DENOMINATOR_BASIS),
        ("bihaiyuan", 1, FindingCode.CROSS_ROW_MISMATCH),
        ("yitian", 4, FindingCode.AT_THRESHOLD),
        ("dongli", 5, FindingCode.PARTIAL_SCOPE),
        ("dongli", 14, FindingCode.SHOULD_BE_NA),
        ("longshan", 8, FindingCode.MISSING_INPUT),
        ("bihaiyuan", 10, FindingCode.MISSING_SUBREQ),
        ("longshan", 16, FindingCode.NO_FIGURES),
        ("longshan", 1, FindingCode.STATUS_NOT_STATED),
    ],
)
def test_findings_follow_from_the_figures(community, code, finding):
    assert finding in codes(community, code)


@pytest.mark.parametrize(("community", "code"), [("guanhaiyuan", 1), ("bailangwan", 2), ("yitian", 1)])
def test_consistent_figures_have_no_arithmetic_finding(community, code):
    assert not codes(community, code) & {FindingCode.ROUNDED, FindingCode.ARITHMETIC_ERROR}


def test_every_finding_is_a_sentence_without_gaps():
    for key, rows in TABLES.items():
        for code, row in rows.items():
            for finding in find(row, outcome(key, code), rows):
                assert "%(" not in finding.detail
                assert finding.detail.strip()


def test_unverified_rows_say_what_to_do():
    for key, rows in TABLES.items():
        for code in rows:
            if outcome(key, code).verdict in (Verdict.UNVERIFIED_CLAIM, Verdict.INSUFFICIENT_DATA):
                assert codes(key, code), (key, code)


def test_percent_rounds_halves_up():
    from fractions import Fraction

    assert percent(Fraction(1, 8)) == "12.50%"
    assert percent(Fraction(100005, 1_000_000)) == "10.00%"
    assert percent(Fraction(100050, 1_000_000)) == "10.01%"
