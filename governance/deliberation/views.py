"""What residents do with a topic: give an opinion, support, take back. Public: all opinions."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.deliberation import actions
from governance.deliberation.enums import Stance
from governance.deliberation.forms import ContributionForm, SupportForm
from governance.deliberation.models import Contribution, Topic
from governance.deliberation.permissions import can_support, can_withdraw
from governance.deliberation.presentation import Opinion, in_order, obstacle, opinions_of, topic_url
from portal.accounts.permissions import resident_of
from portal.components import Crumb
from portal.early_cache import public
from portal.pagination import paginate


@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, community: str, public_id: uuid.UUID) -> HttpResponse:
    """`/<community>/deliberation/<topic>/contribute/`: the form, or a friendly word on what is missing."""
    topic = _topic(request, community, public_id)
    hindrance = obstacle(topic, request.user)
    sent = request.method == "POST"
    if hindrance is not None:
        context = _context(topic, obstacle=hindrance)
        response = render(request, "deliberation/obstacle.html", context, status=403 if sent else 200)
        return response if request.user.is_authenticated or sent else public(response)
    form = ContributionForm(request.POST if sent else None)
    if form.is_valid():
        data = form.cleaned_data
        actions.contribute(topic=topic, user=request.user, stance=Stance(data["stance"]), text=data["text"])
        messages.success(request, _("Thank you. Your opinion is published under your nickname."))
        return redirect(_page_url(topic))
    own = topic.contributions.filter(author=resident_of(request.user)).with_support()
    return render(
        request,
        "deliberation/contribute.html",
        _context(topic, form=form, own=opinions_of(topic, request.user, list(own))),
    )


@require_safe
def opinions(request: HttpRequest, community: str, public_id: uuid.UUID) -> HttpResponse:
    """`/<community>/deliberation/<topic>/opinions/?stance=`: every opinion of one stance, twenty a page."""
    topic = _topic(request, community, public_id)
    chosen = request.GET.get("stance")
    found = in_order(topic.contributions.all())
    stance = Stance(chosen) if chosen in Stance.values else None
    paged = paginate(found.filter(stance=stance) if stance else found, request)
    shown = opinions_of(topic, request.user, paged.items)
    response = render(
        request, "deliberation/opinions.html", _context(topic, stance=stance, paged=paged, opinions=shown)
    )
    return response if request.user.is_authenticated else public(response)


@require_POST
@login_required
def support(request: HttpRequest, community: str, public_id: uuid.UUID) -> HttpResponse:
    """Support an opinion or no longer; htmx gets the new button, everybody else the page."""
    contribution = _contribution(request, community, public_id)
    form = SupportForm(request.POST)
    if not can_support(request.user, contribution) or not form.is_valid():
        raise PermissionDenied
    wanted = form.cleaned_data["wanted"] == "yes"
    actions.set_support(contribution=contribution, user=request.user, wanted=wanted)
    if request.htmx:  # type: ignore[attr-defined]
        counted = Contribution.objects.with_support().get(pk=contribution.pk)
        opinion = Opinion(counted, request.path, is_supported=wanted)
        return render(request, "deliberation/support.html", {"opinion": opinion})
    return redirect(f"{_page_url(contribution.topic)}#c-{contribution.public_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, community: str, public_id: uuid.UUID) -> HttpResponse:
    """Ask, then take back one's own opinion."""
    contribution = _contribution(request, community, public_id)
    if not can_withdraw(request.user, contribution):
        raise PermissionDenied
    if request.method == "POST":
        actions.withdraw_contribution(contribution=contribution, user=request.user)
        messages.success(request, _("Your opinion has been taken back."))
        return redirect(_page_url(contribution.topic))
    return render(request, "deliberation/withdraw.html", _context(contribution.topic, contribution=contribution))


def _topic(request: HttpRequest, community: str, public_id: uuid.UUID) -> Topic:
    topics = Topic.objects.visible_to(request.user).select_related("community__root_page", "page")
    topic: Topic = get_object_or_404(topics, community__key=community, public_id=public_id)
    return topic


def _contribution(request: HttpRequest, community: str, public_id: uuid.UUID) -> Contribution:
    """A contribution of one's own community: those of another one, and hidden ones of others, are not there."""
    resident = resident_of(request.user)
    seen = Contribution.objects.visible_to(request.user).select_related("topic__community", "topic__page")
    own = seen.filter(topic__community=resident.community) if resident else seen.none()
    contribution: Contribution = get_object_or_404(own, topic__community__key=community, public_id=public_id)
    return contribution


def _page_url(topic: Topic) -> str:
    page = getattr(topic, "page", None)
    return f"/{topic.community.key}/deliberation/{page.slug}/" if page else f"/{topic.community.key}/deliberation/"


def _context(topic: Topic, **more: Any) -> dict[str, Any]:
    page_url = _page_url(topic)
    crumbs = [
        Crumb(title=topic.community.name, href=f"/{topic.community.key}/"),
        Crumb(title=_("Deliberation"), href=f"/{topic.community.key}/deliberation/"),
        Crumb(title=topic.title, href=page_url),
    ]
    return {
        "topic": topic,
        "community": topic.community,
        "page_url": page_url,
        "contribute_url": topic_url("topic_contribute", topic),
        "crumbs": crumbs,
        **more,
    }
