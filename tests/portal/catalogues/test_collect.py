"""Finding the strings to translate."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.catalogues import collect
from portal.catalogues.collect import Message


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('from django.utils.translation import gettext_lazy as _\nx = _("Book a meal")', {Message("Book a meal")}),
        (
            'from django.utils.translation import gettext_lazy as _\nx = _("Book a meal "\n   "for my father")',
            {Message("Book a meal for my father")},
        ),
        (
            'from django.utils.translation import ngettext\nngettext("%(n)s day", "%(n)s days", n)',
            {Message("%(n)s day", plural="%(n)s days")},
        ),
        (
            'from django.utils.translation import pgettext_lazy\npgettext_lazy("of a poll", "Open")',
            {Message("Open", context="of a poll")},
        ),
        ('from django.utils import translation\ntranslation.gettext("Sign in")', {Message("Sign in")}),
        ("from django.utils.translation import gettext as _\n_(text)", set()),
        ('def _(text): ...\n_("not a translation")', set()),
    ],
)
def test_in_python_finds_calls_by_their_imported_names(source: str, expected: set[Message]) -> None:
    assert set(collect._in_python(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Notices" %}', {Message("Notices")}),
        ('{% translate "May" context "month" %}', {Message("May", context="month")}),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", {Message("Hello %(name)s")}),
        (
            "{% blocktranslate count n=n %}{{ n }} reply{% plural %}{{ n }} replies{% endblocktranslate %}",
            {Message("%(n)s reply", plural="%(n)s replies")},
        ),
        ('{% include "x.html" with label=_("Don\'t trust it") %}', {Message("Don't trust it")}),
        ('{# {% translate "Gone" %} #}<p>gettext("prose")</p>', set()),
    ],
)
def test_in_template_finds_tags_and_constants(source: str, expected: set[Message]) -> None:
    assert set(collect._in_template(source, Path("page.html"))) == expected


def test_files_of_a_room_leave_out_the_rooms_inside_it() -> None:
    notices = {path.as_posix() for path in collect._files_of("notices")}
    assert not any("/notices/delivery/" in path for path in notices)
    assert any("/notices/delivery/" in path.as_posix() for path in collect._files_of("delivery"))


def test_templates_that_no_room_claims_belong_to_the_portal() -> None:
    names = {path.as_posix().rpartition("/templates/")[2] for path in collect._templates_of("portal")}
    assert "base.html" in names
    assert not any(name.startswith("notices/") for name in names)
