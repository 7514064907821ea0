"""Components: eight options at most, documented templates, escaped texts, words beside every shape."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError

from portal import components as c
from portal.components.base import Part

PARTS = [
    getattr(c, name)
    for name in c.__all__
    if issubclass(getattr(c, name), Part) and dataclasses.is_dataclass(getattr(c, name))
]
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_component_has_eight_options_at_most_and_a_documented_template(part: type[Part]) -> None:
    assert len(dataclasses.fields(part)) <= 8
    source = (TEMPLATES / part.template_name).read_text(encoding="utf-8")
    assert source.startswith("{# ")


@pytest.mark.parametrize("name", c.__all__)
def test_component_stands_in_the_documentation(name: str) -> None:
    if name != "Part":
        assert f"`{name}" in (Path(settings.BASE_DIR) / "docs" / "design-system.md").read_text(encoding="utf-8")


def test_component_escapes_what_people_write() -> None:
    assert "<script>" not in str(c.RowList([c.Row("<script>alert(1)</script>", "/")]))
    assert "&lt;script&gt;" in str(c.Banner("<script>"))


def test_component_renders_itself_inside_another_template() -> None:
    assert "badge-good" in Template("{{ badge }}").render(Context({"badge": c.Badge("按期", "good")}))


def test_ui_tag_refuses_a_wrong_name_and_a_wrong_option() -> None:
    with pytest.raises(TemplateSyntaxError, match="no component"):
        Template('{% load ui %}{% ui "Unicorn" %}').render(Context())
    with pytest.raises(TypeError):
        Template('{% load ui %}{% ui "Badge" text="x" colour="red" %}').render(Context())


@pytest.mark.parametrize("tone", ["neutral", "active", "good", "warn", "bad"])
def test_badge_says_its_state_in_a_word_and_a_shape(tone: str) -> None:
    shown = str(c.Badge("处理中", tone))
    assert "处理中" in shown
    assert 'aria-hidden="true"' in shown


def test_badge_refuses_an_unknown_tone() -> None:
    with pytest.raises(KeyError):
        str(c.Badge("处理中", "purple"))


def test_row_list_without_rows_says_so() -> None:
    assert "还没有通知" in str(c.RowList([], empty=c.Empty("还没有通知")))
    assert "<p" in str(c.RowList([]))


def test_timeline_marks_the_current_step_in_words() -> None:
    shown = str(c.Timeline([c.Step("讨论", dt.date(2026, 11, 24), state="current"), c.Step("表决")]))
    assert 'aria-current="step"' in shown
    assert "进行中" in shown
    assert "2026年11月24日" in shown


def test_day_strip_keeps_full_days_visible_without_a_link() -> None:
    shown = str(c.DayStrip([c.Day(dt.date(2026, 11, 24), "/a", 0), c.Day(dt.date(2026, 11, 25), "/b", 3)]))
    assert 'href="/a"' not in shown
    assert "已约满" in shown
    assert 'href="/b"' in shown


def test_bar_chart_repeats_its_figures_in_a_table() -> None:
    shown = str(c.BarChart("收支", [c.Bar("收入", 50900, "¥50,900.00"), c.Bar("支出", 25450)]))
    assert shown.count("¥50,900.00") == 2
    assert 'width="300.0"' in shown
    assert 'width="150.0"' in shown


def test_bar_chart_of_nothing_divides_by_nothing() -> None:
    assert 'width="0.0"' in str(c.BarChart("收支", [c.Bar("收入", 0), c.Bar("结余", -5)]))


def test_figure_table_marks_columns_of_figures_and_totals() -> None:
    shown = str(c.FigureTable("收支", ["项目", "金额"], [["公共收益", "1.00"]], ["合计", "1.00"]))
    assert shown.count('class="num"') == 3
    assert "<caption>" in shown
    assert "<tfoot>" in shown


def test_phone_dials_digits_only() -> None:
    assert 'href="tel:06316650001"' in str(c.Phone("0631-665 0001"))


def test_slots_are_submit_buttons_with_their_value() -> None:
    shown = str(c.SlotList([c.SlotGroup("上午", [c.Slot(dt.time(8, 30), value="abc")])]))
    assert 'name="slot" value="abc"' in shown
    assert "8:30" in shown
