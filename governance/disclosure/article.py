"""What every disclosed page shows beside its content: facts, display period, where to object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.disclosure.deadlines import DISPLAY_DAYS
from governance.disclosure.listing import punctuality
from portal import clock
from portal.components import Fact, SummaryList
from portal.dates import day

if TYPE_CHECKING:
    from governance.disclosure.models import DisclosurePage
    from portal.communities.models import Community


def article_context(page: DisclosurePage, community: Community | None) -> dict[str, Any]:
    """Facts about the disclosure and the office that hears objections."""
    return {
        "badge": punctuality(page),
        "summary": "",
        "facts": SummaryList(facts=facts(page), title=_("About this disclosure")),
        "is_on_display": _is_on_display(page),
        "display_days": DISPLAY_DAYS,
        "objection": objection(page, community),
    }


def facts(page: DisclosurePage) -> list[Fact]:
    """Item, period, basis, who disclosed it when, and how long it is on display."""
    rows = [Fact(_("Item"), page.item.joint_label)] if page.item else []
    if page.period is not None and page.period.has_span:
        rows.append(Fact(_("Period"), str(page.period)))
    if page.happened_on:
        rows.append(Fact(_("Day of the event"), day(page.happened_on)))
    rows.append(Fact(_("Disclosed by"), page.publisher))
    if page.basis_label:
        rows.append(Fact(_("Basis"), page.basis_label))
    if page.published_on:
        rows.append(Fact(pgettext("disclosure", "Published"), day(page.published_on)))
    if page.due_on:
        rows.append(Fact(_("Due"), day(page.due_on)))
    if page.display_from and page.display_until:
        words = {"first": day(page.display_from), "last": day(page.display_until)}
        rows.append(Fact(_("On display"), _("%(first)s to %(last)s") % words))
    return rows


def objection(page: DisclosurePage, community: Community | None) -> dict[str, str]:
    """Where objections are heard: what the page names, or else the community's office."""
    return {
        "office": page.objection_office or page.publisher or (community.name if community else ""),
        "phone": page.objection_phone or (community.phone if community else ""),
        "address": page.objection_address or (community.address if community else ""),
        "hours": community.office_hours if community else "",
        "escalation": page.escalation,
    }


def _is_on_display(page: DisclosurePage) -> bool:
    today = clock.today()
    return bool(page.display_from and page.display_until and page.display_from <= today <= page.display_until)
