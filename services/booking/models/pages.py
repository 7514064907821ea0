"""Page types: the services of a community, and the text of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import ArticleBlocks
from portal.pages import BasePage, SectionPage
from services.booking.enums import ServiceKind
from services.booking.forms import ServicePageForm
from services.booking.models.offering import Offering

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ServiceIndexPage(SectionPage):
    """`/<community>/services/`: kinds of service as tiles, the services, and whom to call in an emergency."""

    section_slug = "services"
    section_title = _("Services")
    section_order = 50
    subpage_types = ["booking.ServicePage"]
    template = "booking/service_index_page.html"

    class Meta:
        verbose_name = _("list of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add tiles and cards."""
        from services.booking.listing import service_list

        context = super().get_context(request, *args, **kwargs)
        return context | service_list(self, context["community"], request)


class ServicePage(BasePage):
    """What residents read about a service: price, subsidy, what to bring, who gives it. It points at what is booked."""

    base_form_class = ServicePageForm

    offering = models.ForeignKey(
        Offering,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("bookable service"),
        help_text=_("Name, provider, place, price and times stand there."),
    )
    intro = models.TextField(_("in one sentence"), blank=True, max_length=200)
    preconditions = models.TextField(
        _("before you book"),
        blank=True,
        max_length=600,
        help_text=_("Health statement, second person present, what to bring: one per line."),
    )
    subsidy = models.TextField(_("subsidies"), blank=True, max_length=600)
    food_licence = models.CharField(
        _("food licence"), blank=True, max_length=60, help_text=_("Number of the kitchen's food business licence.")
    )
    complaints = models.CharField(
        _("complaints"), blank=True, max_length=120, help_text=_("Where to complain about the service.")
    )
    body = StreamField(ArticleBlocks(), blank=True, verbose_name=_("text"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("offering"),
        FieldPanel("intro"),
        FieldPanel("preconditions"),
        MultiFieldPanel(
            [FieldPanel("subsidy"), FieldPanel("food_licence"), FieldPanel("complaints")], _("Price and provider")
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["booking.ServiceIndexPage"]
    subpage_types: list[str] = []
    template = "booking/service_page.html"

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def missing(self) -> dict[str, StrOrPromise]:
        """What has to be filled in before publication, by field."""
        found: dict[str, StrOrPromise] = {}
        if self.offering is None:
            found["offering"] = _("Choose what is booked through this page.")
        elif self.offering.kind == ServiceKind.MEALS and not self.food_licence:
            found["food_licence"] = _("Meals come from a licensed kitchen: give the number of its licence.")
        if not self.intro:
            found["intro"] = _("Say in one sentence what this service is.")
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add facts, days and times."""
        from services.booking.listing import service_detail

        context = super().get_context(request, *args, **kwargs)
        return context | service_detail(self, context["community"], request)
