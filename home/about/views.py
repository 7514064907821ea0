"""Statements and help; the same for everyone, so the early cache may keep them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from portal.communities.models import Community
from portal.components import Crumb
from portal.early_cache import public
from portal.navigation import channels


def _statement(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    response = render(request, template, {"crumbs": [Crumb(title)], **context})
    return response if request.user.is_authenticated else public(response)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do things here, whom to ring, and the site map."""
    places = [(community, channels(community, "")) for community in Community.objects.open()]
    return _statement(request, "home/about/help.html", _("Help and site map"), places=places)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does for everybody to be able to use it, and where it still falls short."""
    return _statement(request, "home/about/accessibility.html", _("Accessibility"))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, why, how it is protected (PIPL art. 17)."""
    return _statement(request, "home/about/privacy.html", pgettext("site", "Privacy"))
