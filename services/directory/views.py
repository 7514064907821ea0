"""The page of one entry."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.communities.models import Community
from portal.components import Crumb
from portal.early_cache import public
from services.directory.enums import CheckState
from services.directory.listing import check_badge, entry_facts
from services.directory.models import DirectoryEntry


@require_safe
def entry(request: HttpRequest, public_id: UUID, community: str = "") -> HttpResponse:
    """One entry, seen from a community (its own and the county's) or from the county."""
    here = get_object_or_404(Community.objects.open(), key=community) if community else None
    serving = DirectoryEntry.objects.published().serving(here).select_related("estate", "community")
    found = get_object_or_404(serving, public_id=public_id)
    start = f"/{here.key}/" if here else "/"
    crumbs = [Crumb(_("Directory"), f"{start}directory/"), Crumb(found.local_name)]
    if here:
        crumbs.insert(0, Crumb(here.local_name, start))
    context = {
        "entry": found,
        "community": here,
        "crumbs": crumbs,
        "badge": check_badge(found),
        "facts": entry_facts(found),
        "is_stale": found.check_state == CheckState.STALE,
        "room_url": f"{start}{found.room}/" if found.room and here else "",
    }
    response = render(request, "directory/entry.html", context)
    return response if request.user.is_authenticated else public(response)
