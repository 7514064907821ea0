"""Components made of words: notices, callouts, badges, buttons, facts, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.components.base import Part, Words

# A state is a word and a shape; colour only repeats what these two say (WCAG 1.4.1).
SHAPES = {"neutral": "○", "active": "◐", "good": "●", "warn": "▲", "bad": "■"}
BANNER_ICONS = {"info": "info", "success": "check", "warning": "alert", "urgent": "alert"}


@dataclass(frozen=True)
class Banner(Part):
    """A notice above the title: what has just happened, or the one urgent alert."""

    text: Words
    kind: str = "info"
    title: Words = ""
    href: str = ""
    link_text: Words = ""

    template_name = "components/banner.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the icon of the kind; an unknown kind is an error."""
        return super().get_context_data(parent_context) | {"icon": BANNER_ICONS[self.kind]}


@dataclass(frozen=True)
class Callout(Part):
    """A boxed remark nobody should overlook."""

    title: Words
    text: Words
    kind: str = "warning"
    phone: str = ""

    template_name = "components/callout.html"


@dataclass(frozen=True)
class DoDont(Part):
    """What to do and what not to do, side by side."""

    dos: Sequence[Words]
    donts: Sequence[Words]
    do_title: Words = _("Do")
    dont_title: Words = _("Don't")

    template_name = "components/do_dont.html"


@dataclass(frozen=True)
class Badge(Part):
    """A state: a word with a shape."""

    text: Words
    tone: str = "neutral"

    template_name = "components/badge.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the shape of the tone; an unknown tone is an error."""
        return super().get_context_data(parent_context) | {"shape": SHAPES[self.tone]}


@dataclass(frozen=True)
class Button(Part):
    """A link that looks like a button or, without an address, the submit button of the form around it."""

    text: Words
    href: str = ""
    kind: str = "primary"
    icon: str = ""
    name: str = ""
    value: str = ""
    download: bool = False
    disabled: bool = False

    template_name = "components/button.html"


@dataclass(frozen=True)
class Fact:
    """A label and its value; with an address also the link that changes it."""

    label: Words
    value: Any
    href: str = ""
    action: Words = ""


@dataclass(frozen=True)
class SummaryList(Part):
    """Facts below each other: a record, or the check page of a form."""

    facts: Sequence[Fact]
    title: Words = ""

    template_name = "components/summary_list.html"


@dataclass(frozen=True)
class Empty(Part):
    """What an empty list says, and what to do next."""

    title: Words
    text: Words = ""
    href: str = ""
    link_text: Words = ""
    icon: str = "inbox"

    template_name = "components/empty.html"


@dataclass(frozen=True)
class Phone(Part):
    """A phone number to tap."""

    number: str
    label: Words = ""
    note: Words = ""
    big: bool = False

    template_name = "components/phone.html"


@dataclass(frozen=True)
class Contact(Part):
    """The human channel of a community: office, hours, phones (Barrier-Free Environment Law art. 39)."""

    community: Any

    template_name = "components/contact.html"


@dataclass(frozen=True)
class Attachment(Part):
    """A file to download, with its type and size."""

    title: Words
    href: str
    kind: str = ""
    size: int = 0

    template_name = "components/attachment.html"


@dataclass(frozen=True)
class ActingFor(Part):
    """On whose behalf the signed-in person is at work."""

    name: str
    relation: Words = ""
    stop_href: str = ""

    template_name = "components/acting_for.html"


@dataclass(frozen=True)
class ReadAloud(Part):
    """Reads a region aloud; the script takes it away where the device speaks no Chinese."""

    target: str = "#main"

    template_name = "components/read_aloud.html"


@dataclass(frozen=True)
class CopyLink(Part):
    """Copies an address; without script a field to select."""

    url: str
    text: Words = ""

    template_name = "components/copy_link.html"


@dataclass(frozen=True)
class PrintButton(Part):
    """Prints the page; shown where the script runs, browsers print without it too."""

    text: Words = ""

    template_name = "components/print_button.html"
