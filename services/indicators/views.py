"""The panel in the admin: heat map, a community's 22 rows, one indicator of one community."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.communities.models import Community
from portal.evidence import sources
from services.indicators.actions import refresh_live
from services.indicators.definitions import edition
from services.indicators.forms import PanelFilterForm
from services.indicators.models import Assessment, LiveFigure
from services.indicators.panel import SHAPES, build_panel
from services.indicators.permissions import can_refresh, can_view_panel
from services.indicators.query import PANEL_ROLES


def _community(request: HttpRequest, key: str) -> Community:
    if not can_view_panel(request.user):
        raise PermissionDenied
    return get_object_or_404(Community.objects.staffed_by(request.user, *PANEL_ROLES), key=key)


@require_safe
def heat_map(request: HttpRequest) -> HttpResponse:
    """Communities × indicators, with what is shown told in words, shapes and colours."""
    if not can_view_panel(request.user):
        raise PermissionDenied
    years = Assessment.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True).distinct()
    form = PanelFilterForm(request.GET or None, years=list(years))
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    panel = build_panel(
        request.user, year=chosen.get("year"), group=chosen.get("group", ""), verdict=chosen.get("verdict", "")
    )
    return render(request, "indicators/heat_map.html", {"panel": panel, "form": form})


@require_safe
def community_page(request: HttpRequest, key: str) -> HttpResponse:
    """One community's 22 rows, side by side: declared, computed, live."""
    community = _community(request, key)
    assessments = Assessment.objects.in_community(community)
    year = assessments.latest_year()
    rows = list(assessments.filter(year=year).order_by("code"))
    context = {
        "community": community,
        "year": year,
        "groups": [(group, [row for row in rows if row.code in group.codes]) for group in edition().groups],
        "shapes": SHAPES,
        "may_refresh": can_refresh(request.user, community),
        "computed_at": max((row.computed_at for row in rows if row.computed_at), default=None),
    }
    return render(request, "indicators/community.html", context)


@require_safe
def detail(request: HttpRequest, key: str, code: int) -> HttpResponse:
    """One indicator of one community: requirement, figures, findings, evidence, earlier years."""
    community = _community(request, key)
    rows = list(
        Assessment.objects.in_community(community).filter(code=code).select_related("recorded_by").order_by("-year")
    )
    if not rows:
        raise Http404
    figures = {figure.key: figure for figure in LiveFigure.objects.filter(community=community)}
    context = {
        "community": community,
        "row": rows[0],
        "earlier": rows[1:],
        "indicator": rows[0].indicator,
        "shape": SHAPES[rows[0].verdict],
        "evidence": [(source, figures.get(source.key)) for source in sources(code)],
        "others": edition().indicators,
    }
    return render(request, "indicators/detail.html", context)


@require_POST
def refresh(request: HttpRequest, key: str) -> HttpResponse:
    """Count the live figures of a community anew."""
    community = _community(request, key)
    if not can_refresh(request.user, community):
        raise PermissionDenied
    count = refresh_live(community=community)
    messages.success(request, _("%(count)s facts counted anew.") % {"count": count})
    return redirect("indicators:community", key)
