"""The Atom feed of a community's disclosures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from governance.disclosure.models import DisclosureIndexPage, DisclosurePage
from portal.communities.models import Community
from portal.early_cache import public

FEED_SIZE = 30


@require_safe
def disclosure_feed(request: HttpRequest, community: str) -> HttpResponse:
    """`/<community>/disclosure/feed.xml`: the newest thirty."""
    place = get_object_or_404(Community.objects.open().select_related("root_page"), key=community)
    index = get_object_or_404(DisclosureIndexPage.objects.live().public().in_community(place))
    address = index.get_full_url(request)
    feed = Atom1Feed(
        title=f"{index.title} · {place.name}",
        link=address,
        description=index.intro,
        language=request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        feed_url=request.build_absolute_uri(request.path),
    )
    for page in DisclosurePage.objects.child_of(index).published().with_item()[:FEED_SIZE]:
        link = f"{address}{page.slug}/"
        feed.add_item(
            title=page.title,
            link=link,
            description=f"{page.item.joint_label} · {page.period}" if page.item else "",
            unique_id=link,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            author_name=page.publisher,
            categories=[str(page.item.get_affair_display())] if page.item else [],
        )
    return public(HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type))
