"""The county home and the community homes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.components import Crumb
from portal.pages import BasePage


class CountyPage(BasePage):
    """The county home `/`: root of the site, parent of every community."""

    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "home/county.html"

    class Meta:
        verbose_name = _("county home")

    def trail(self) -> list[Crumb]:
        """A home has no breadcrumb."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the county home shows."""
        from home.composition import county_home

        return super().get_context(request, *args, **kwargs) | county_home(self, request)


class CommunityPage(BasePage):
    """A community's home `/<community>/`: root of its subtree; the facts stand in `communities.Community`."""

    intro = models.TextField(_("welcome"), blank=True, max_length=500)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("picture")]
    parent_page_types = ["home.CountyPage"]
    # Communities are opened by `home.actions.open_community`, never by hand in the page tree.
    template = "home/community.html"

    class Meta:
        verbose_name = _("community home")

    def trail(self) -> list[Crumb]:
        """A home has no breadcrumb."""
        return []

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Never from the page explorer: a community needs its row, groups and sections as well."""
        return False

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the community home shows."""
        from home.composition import community_home

        return super().get_context(request, *args, **kwargs) | community_home(self, request)
