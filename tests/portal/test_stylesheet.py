"""The stylesheet: light, readable by old engines, with enough contrast in every mode."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "portal" / "static"
CSS = (STATIC / "css" / "portal.css").read_text(encoding="utf-8")
PLAIN = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)

WHITE = "#ffffff"


def tokens(selector: str) -> dict[str, str]:
    """Colours that the first block of this selector sets."""
    block = PLAIN[PLAIN.index(selector + " {") :]
    found = re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block[: block.index("}")])
    return {
        name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:]) for name, value in found
    }


STANDARD = tokens(":root")
ELDER = STANDARD | tokens('[data-mode="elder"], [data-mode="elder-large"]')


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(text, ground) for text in ("ink", "ink-soft", "brand", "accent") for ground in ("paper", "surface")],
    ("amber", "amber-soft"),
    ("brand", "brand-soft"),
    ("accent", "accent-soft"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_aa_and_aaa_in_elder_mode(text: str, ground: str) -> None:
    assert contrast(STANDARD[text], STANDARD[ground]) >= 4.5
    assert contrast(ELDER[text], ELDER[ground]) >= 7


@pytest.mark.parametrize("mode", [STANDARD, ELDER], ids=["standard", "elder"])
def test_edges_of_inputs_are_visible(mode: dict[str, str]) -> None:
    assert contrast(mode["edge"], mode["surface"]) >= 3


def test_elder_edges_have_text_contrast() -> None:
    assert contrast(ELDER["edge"], ELDER["paper"]) >= 4.5


def test_stylesheet_weighs_ten_kib_at_most() -> None:
    assert len(brotli.compress(CSS.encode())) <= 10 * 1024


def test_script_weighs_six_kib_at_most() -> None:
    assert (STATIC / "js" / "portal.js").stat().st_size <= 6 * 1024


@pytest.mark.parametrize("novelty", ["@layer", ":has(", "@import", "@property", "oklch", "color-mix", "&:", "http"])
def test_stylesheet_uses_nothing_old_phones_do_not_know(novelty: str) -> None:
    assert novelty not in PLAIN.replace('[href^="http"]', "")


def test_stylesheet_does_not_nest_rules() -> None:
    depth = 0
    for line in PLAIN.splitlines():
        depth += line.count("{") - line.count("}")
        assert depth <= 1, line
    assert depth == 0


@pytest.mark.parametrize(("mode", "percent"), [("elder", 137.5), ("elder-large", 187.5)])
def test_elder_type_is_22_and_30_pixels(mode: str, percent: float) -> None:
    assert f'html[data-mode="{mode}"] {{ font-size: {percent}%; }}' in PLAIN
