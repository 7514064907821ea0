"""My page, household, display settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home.me.composition import my_page
from home.me.forms import PreferencesForm
from portal.accounts.actions import revoke_authority, set_preferences
from portal.accounts.models import Authority, Reveal
from portal.accounts.permissions import resident_of
from portal.components import Crumb
from portal.pagination import paginate
from portal.preferences import LANGUAGE_COOKIE, MODE_COOKIE

LOOKS_SHOWN = 20


def me_crumbs(*last: Crumb) -> list[Crumb]:
    """Breadcrumb below my page."""
    return [Crumb(_("My page"), "/me/"), *last]


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """The next thing first, then everything of mine."""
    resident = resident_of(request.user)
    context = my_page(request.user, resident) | {"crumbs": [Crumb(_("My page"))], "resident": resident}
    context["community"] = resident.community if resident else None
    return render(request, "home/me/overview.html", context)


@require_safe
@login_required
def household(request: HttpRequest) -> HttpResponse:
    """For whom I may act, and who may act for me."""
    resident = resident_of(request.user)
    running = Authority.objects.active().select_related("principal", "agent", "agent__user", "principal__user")
    context = {
        "crumbs": me_crumbs(Crumb(_("Household"))),
        "community": resident.community if resident else None,
        "held": running.filter(agent=resident) if resident else [],
        "given": running.filter(principal=resident) if resident else [],
    }
    return render(request, "home/me/household.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def end_authority(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, then end an authority at once; 404 for anyone it does not concern."""
    resident = resident_of(request.user)
    concerned = Authority.objects.active().filter(agent=resident) | Authority.objects.active().filter(
        principal=resident
    )
    authority = get_object_or_404(concerned.select_related("principal", "agent"), public_id=public_id)
    if request.method == "POST":
        revoke_authority(authority=authority, actor=request.user)
        messages.success(request, _("The authority has ended. Nothing more can be done with it."))
        return redirect("me_household")
    crumbs = me_crumbs(Crumb(_("Household"), "/me/household/"), Crumb(_("End authority")))
    context = {"authority": authority, "crumbs": crumbs, "community": resident.community if resident else None}
    return render(request, "home/me/end_authority.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Display and language, kept with the account."""
    form = PreferencesForm(
        request.POST or None, initial={"mode": getattr(request, "display_mode", ""), "language": request.LANGUAGE_CODE}
    )  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        mode, language = form.cleaned_data["mode"], form.cleaned_data["language"]
        set_preferences(user=request.user, display_mode=mode, language=language)  # type: ignore[arg-type]
        response = redirect("me_preferences")
        response.delete_cookie(MODE_COOKIE)
        response.delete_cookie(LANGUAGE_COOKIE)
        messages.success(request, _("Saved. It holds on every device you sign in on."))
        return response
    context = {"form": form, "crumbs": me_crumbs(Crumb(_("Display and language")))}
    return render(request, "home/me/preferences.html", context)


@never_cache
@require_safe
@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when, at what and why; where I am signed in; what is kept of me."""
    resident = resident_of(request.user)
    looked = Reveal.objects.visible_to(request.user).select_related("staff", "resident__community")
    context = {
        "crumbs": me_crumbs(Crumb(_("My privacy"))),
        "community": resident.community if resident else None,
        "resident": resident,
        "looks": paginate(looked, request, size=LOOKS_SHOWN),
    }
    return render(request, "home/me/privacy.html", context)
