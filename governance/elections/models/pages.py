"""Page types: the list of elections and the page of one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from governance.elections.models.election import Election
from governance.elections.query import ElectionPageQuerySet
from portal.blocks import ArticleBlocks
from portal.communities.permissions import scope_of
from portal.page_form import BasePageForm
from portal.pages import BasePage, SectionPage

ElectionPageManager = PageManager.from_queryset(ElectionPageQuerySet)


class ElectionPageForm(BasePageForm):
    """Offers the elections of one's own communities only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(self.for_user)
        if "election" in self.fields and scope is not None:
            self.fields["election"].queryset = Election.objects.filter(community__in=scope)

    def clean(self) -> dict[str, Any]:
        """The election must be of the community the page stands in."""
        data: dict[str, Any] = super().clean()
        election = data.get("election")
        parent = self.parent_page.specific if self.parent_page else None
        if election and parent and getattr(parent, "owning_community", None) not in (None, election.community):
            self.add_error("election", ValidationError(_("This election belongs to another community.")))
        return data


class ElectionIndexPage(SectionPage):
    """`/<community>/elections/`: the elections of a community."""

    section_slug = "elections"
    section_title = _("Elections")
    section_order = 40
    parent_page_types = ["home.CommunityPage"]
    subpage_types = ["elections.ElectionPage"]

    class Meta:
        verbose_name = _("list of elections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of one list page."""
        from governance.elections.listing import election_list

        return super().get_context(request, *args, **kwargs) | election_list(self, request)


class ElectionPage(BasePage):
    """What is to be said about an election; the process it points at lives on without it."""

    intro = models.TextField(_("in one sentence"), blank=True, max_length=200)
    body = StreamField(ArticleBlocks(), blank=True, verbose_name=_("text"))
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, null=True, related_name="pages", verbose_name=_("election")
    )

    objects = ElectionPageManager()
    base_form_class = ElectionPageForm
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body"), FieldPanel("election")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["elections.ElectionIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("election page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the process in words, steps and dates."""
        from governance.elections.listing import election_facts

        return super().get_context(request, *args, **kwargs) | election_facts(self.election)
