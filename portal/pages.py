"""The abstract base of every page type, and the section pages of a community.

An abstract `BasePage(Page)` rather than Wagtail's experimental custom base page model: see docs/adr/0002.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.components import Crumb
from portal.early_cache import public
from portal.page_form import BasePageForm
from portal.shared import is_sharing, shared

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from portal.communities.models import Community

COMMUNITY_DEPTH = 3  # root 1, county home 2, community home 3
COMMUNITY_PATH_LENGTH = COMMUNITY_DEPTH * Page.steplen


def unrestricted() -> Q:
    """Pages that no view restriction covers, told within the statement; Wagtail's `public()` asks for them beforehand."""
    above = Q(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    covering = PageViewRestriction.objects.filter(above)
    return ~Q(Exists(covering))


def restrictions_exist() -> bool:
    """Whether any page is restricted at all; true as well where that isn't known without asking."""
    return not is_sharing() or shared("restrictions", PageViewRestriction.objects.exists)


class PublicPageQuerySet(PageQuerySet):
    """Pages as the public lists want them."""

    def in_community(self, community: Community) -> Self:
        """Pages below one community's home page."""
        return self.filter(path__startswith=community.root_page.path) if community.root_page else self.none()

    def published(self) -> Self:
        """Live pages without a privacy restriction, newest first."""
        live = self.live().filter(unrestricted()) if restrictions_exist() else self.live()
        return live.order_by("-first_published_at", "-pk")


BasePageManager = PageManager.from_queryset(PublicPageQuerySet)


class BasePage(Page):
    """What every page has: its community, a breadcrumb, and an answer that the early cache may keep."""

    objects = BasePageManager()
    base_form_class = BasePageForm

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    @cached_property
    def owning_community(self) -> Community | None:
        """The community this page stands in, None for the county's own pages."""
        from portal.communities.models import Community

        if self.depth is None or self.depth < COMMUNITY_DEPTH:
            return None
        root = self.path[:COMMUNITY_PATH_LENGTH]
        found = Community.objects.filter(root_page__path=root).select_related("root_page")
        return copy(shared(f"community:{root}", found.first))

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page at the end of an address in two statements; stock Wagtail walks down with two for every step."""
        if not path_components:
            return super().route(request, path_components)
        url_path = f"{self.url_path}{'/'.join(path_components)}/"
        found = Page.objects.filter(
            depth=self.depth + len(path_components), slug=path_components[-1], url_path=url_path
        ).values_list("pk", "content_type_id")
        place = shared(f"route:{url_path}", found.order_by().first)
        if place is None:
            raise Http404
        pk, content_type = place
        model = ContentType.objects.get_for_id(content_type).model_class() or Page
        return get_object_or_404(model, pk=pk).route(request, [])

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, sources of aliases included, in one statement instead of two, or none where nothing is restricted."""
        if not restrictions_exist():
            return PageViewRestriction.objects.none()
        here = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        applying = Q(page__alias_of=None, page__path__in=here) | Q(page__aliases__path__in=here)
        return PageViewRestriction.objects.filter(applying).distinct()

    def trail(self) -> list[Crumb]:
        """Ancestors for the breadcrumb, from the county home down to the parent."""
        parent = self.path[: -self.steplen]
        above = [parent[:end] for end in range(2 * self.steplen, len(parent) + 1, self.steplen)]
        found = Page.objects.filter(path__in=above).order_by("path").values_list("title", "url_path")
        steps = shared(f"trail:{parent}", lambda: list(found))
        return [Crumb(title, url_path[len(steps[0][1]) - 1 :]) for title, url_path in steps]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what base.html shows around every page."""
        context = super().get_context(request, *args, **kwargs)
        context["community"] = self.owning_community
        context["trail"] = self.trail()
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Serve; the answer to a signed-out visitor is the same for all of them."""
        response = super().serve(request, *args, **kwargs)
        # Whoever has no session cookie is signed out. Asking `request.user` would open the session and make the answer
        # vary by cookie, so that no cache on the way could keep it.
        return response if settings.SESSION_COOKIE_NAME in request.COOKIES else public(response)


class SectionPage(BasePage):
    """Base of the list page of a room, `/<community>/<section>/`: exactly one below each community's home.

    Subclasses name their `section_slug` and titles; `home.actions.open_community` creates them.
    """

    section_slug = ""
    section_title: str | Promise = ""
    section_order = 0
    for_county = False  # whether the county itself has this section too
    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.CommunityPage", "home.CountyPage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True


def section_types() -> list[type[SectionPage]]:
    """Every section page type of the installed rooms, in the order the community home shows them."""
    from wagtail.models import get_page_models

    found = [model for model in get_page_models() if issubclass(model, SectionPage)]
    return sorted(found, key=lambda model: model.section_order)
