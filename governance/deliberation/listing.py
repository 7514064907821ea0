"""What the list page of topics shows, and rows of topics for other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from governance.deliberation.enums import Phase, Stage
from governance.deliberation.forms import PhaseFilterForm
from governance.deliberation.models import TopicPage
from portal.components import Badge, Empty, Row, RowList, Tab, Tabs
from portal.pagination import paginate

if TYPE_CHECKING:
    from governance.deliberation.models import DeliberationIndexPage, Topic

TONES = {
    Stage.CONFIRMED: "neutral",
    Stage.COMMENTING: "active",
    Stage.MEETING_HELD: "active",
    Stage.SETTLED: "good",
    Stage.NO_AGREEMENT: "warn",
    Stage.RESULT_PUBLISHED: "good",
    Stage.IMPLEMENTING: "active",
    Stage.COMPLETED: "good",
}


def topic_list(index: DeliberationIndexPage, request: HttpRequest) -> dict[str, Any]:
    """One page of rows and the phases to choose from."""
    phase = PhaseFilterForm(request.GET).chosen
    pages = TopicPage.objects.child_of(index).published().with_topic()
    if phase is not None:
        pages = pages.in_phase(phase)
    address = index.get_url(request) or ""
    paged = paginate(pages, request)
    empty = Empty(
        title=_("No topics here yet"),
        text=_("What the residents are asked about will stand here. Tell the office what ought to be talked over."),
        icon="message",
    )
    return {
        "tabs": phase_tabs(address, phase),
        "paged": paged,
        "rows": RowList(rows=[topic_row(page, f"{address}{page.slug}/") for page in paged], empty=empty),
        "feed_url": f"{address}feed.xml",
    }


def phase_tabs(address: str, chosen: Phase | None) -> Tabs:
    """All topics, or those of one phase."""
    tabs = [Tab(label=pgettext("topics", "All"), href=address, current=chosen is None)]
    tabs += [Tab(label=phase.label, href=f"{address}?phase={phase}", current=phase == chosen) for phase in Phase]
    return Tabs(tabs=tabs, label=_("Phases"))


def topic_row(page: TopicPage, href: str) -> Row:
    """A row for a page of `with_topic()`."""
    topic: Any = page.topic  # a published page has its topic
    opinions = ngettext("%(count)s opinion", "%(count)s opinions", page.contribution_count) % {
        "count": page.contribution_count
    }
    facts = [topic.reference, str(topic.get_topic_class_display()), opinions, days_left(topic)]
    return Row(
        title=page.title,
        href=href,
        date=page.first_published_at,
        badge=stage_badge(topic),
        text=page.intro or topic.question,
        meta=" · ".join(filter(None, facts)),
    )


def stage_badge(topic: Topic) -> Badge:
    """The stage in a word. A window that has ended or not begun is said as what it is."""
    if topic.stage == Stage.COMMENTING and not topic.is_open:
        return Badge(text=_("Opinions are being weighed"))
    tone = "warn" if topic.is_agreed is False else TONES[Stage(topic.stage)]
    return Badge(text=str(topic.get_stage_display()), tone=tone)


def days_left(topic: Topic) -> str:
    """How long opinions are still taken; empty when they are not."""
    days = topic.days_left
    if days is None:
        return ""
    if days == 1:
        return _("last day today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
