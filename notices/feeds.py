"""The Atom feed of a community's notices, and of the county's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from notices.models import NoticeIndexPage
from notices.query import notice_rows
from portal.communities.models import Community
from portal.early_cache import public

FEED_SIZE = 30


@require_safe
def notice_feed(request: HttpRequest, community: str | None = None) -> HttpResponse:
    """`/notices/feed.xml` and `/<community>/notices/feed.xml`: the newest thirty."""
    index = _index_page(community)
    address = request.build_absolute_uri(index.get_url(request))
    feed = Atom1Feed(
        title=f"{index.title} · {index.get_parent().title}",
        link=address,
        description=index.intro,
        language=request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        feed_url=request.build_absolute_uri(request.path),
    )
    for page in notice_rows().child_of(index).published()[:FEED_SIZE]:
        link = f"{address}{page.slug}/"
        feed.add_item(
            title=page.title,
            link=link,
            description=page.notice_intro,
            unique_id=link,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            author_name=page.notice_source,
        )
    return public(HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type))


def _index_page(key: str | None) -> NoticeIndexPage:
    sections = NoticeIndexPage.objects.live().public()
    if key is None:
        return get_object_or_404(sections, depth=3)
    home = get_object_or_404(Community.objects.open().select_related("root_page"), key=key).root_page
    if home is None:
        raise Http404
    return get_object_or_404(sections.child_of(home))
