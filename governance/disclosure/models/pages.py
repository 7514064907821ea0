"""The list page, what every disclosure has, and the article."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from governance.disclosure.deadlines import DISPLAY_DAYS, due_on, last_day_of_display
from governance.disclosure.enums import Part
from governance.disclosure.forms import AffairsPageForm
from governance.disclosure.models.catalogue import DisclosureItem
from governance.disclosure.periods import Period
from governance.disclosure.query import DisclosureQuerySet
from portal.blocks import ArticleBlocks
from portal.pages import BasePage, SectionPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DisclosureManager = PageManager.from_queryset(DisclosureQuerySet)


class DisclosureIndexPage(SectionPage):
    """`/<community>/disclosure/`: the three affairs, how they stand, and everything disclosed so far."""

    section_slug = "disclosure"
    section_title = _("Three disclosures")
    section_order = 20
    subpage_types = ["disclosure.AffairsPage", "disclosure.FinancialDisclosurePage"]
    template = "disclosure/disclosure_index_page.html"

    class Meta:
        verbose_name = _("list of disclosures")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the list, the filters and the duties."""
        from governance.disclosure.listing import disclosure_list

        context = super().get_context(request, *args, **kwargs)
        return context | disclosure_list(self, context["community"], request)


class DisclosurePage(BasePage):
    """What every disclosure has. A table of its own, so that one statement lists articles and ledgers together.

    A draft may lack most of it; `missing` names what has to be there before it is published, however that happens.
    """

    item = models.ForeignKey(
        DisclosureItem,
        on_delete=models.PROTECT,
        null=True,
        related_name="pages",
        verbose_name=_("item of the catalogue"),
    )
    year = models.PositiveSmallIntegerField(
        pgettext_lazy("filter", "year"), null=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    part = models.CharField(_("period"), max_length=6, choices=Part.choices, blank=True)
    happened_on = models.DateField(
        _("day of the event"),
        null=True,
        blank=True,
        help_text=_("Only for a single event: it has to be disclosed at once."),
    )
    publisher = models.CharField(_("disclosed by"), max_length=80, blank=True)
    basis = models.CharField(
        _("basis"), max_length=200, blank=True, help_text=_("Empty means the basis given in the catalogue.")
    )
    display_from = models.DateField(_("on display from"), null=True, blank=True)
    display_until = models.DateField(
        _("on display until"),
        null=True,
        blank=True,
        help_text=_("At least fifteen days, here and on the notice board."),
    )
    objection_office = models.CharField(_("office for objections"), max_length=80, blank=True)
    objection_phone = models.CharField(_("phone for objections"), max_length=30, blank=True)
    objection_address = models.CharField(_("address for objections"), max_length=200, blank=True)
    escalation = models.CharField(
        _("next authority"),
        max_length=160,
        blank=True,
        help_text=_("Where residents turn if the answer doesn't satisfy them: street office or town, with its phone."),
    )

    objects = DisclosureManager()
    is_creatable = False
    parent_page_types = ["disclosure.DisclosureIndexPage"]
    subpage_types: list[str] = []
    period_panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("part"), FieldPanel("happened_on")]),
    ]
    display_panels = [
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("basis"),
                FieldRowPanel([FieldPanel("display_from"), FieldPanel("display_until")]),
            ],
            _("Disclosure"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("objection_office"),
                FieldRowPanel([FieldPanel("objection_phone"), FieldPanel("objection_address")]),
                FieldPanel("escalation"),
            ],
            _("Objections"),
            help_text=_("Empty fields show the community's own office."),
        ),
    ]

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    @property
    def period(self) -> Period | None:
        """What the disclosure is about."""
        return Period(self.year, Part(self.part)) if self.year and self.part else None

    @property
    def due_on(self) -> dt.date | None:
        """The day by which it had to be published; None where the catalogue sets no day."""
        return due_on(self.period, happened_on=self.happened_on) if self.period else None

    @property
    def published_on(self) -> dt.date | None:
        """The day it was first published, in Beijing."""
        return timezone.localdate(self.first_published_at) if self.first_published_at else None

    @property
    def is_on_time(self) -> bool | None:
        """Whether it was published by its day; None while unpublished or without a day."""
        due, published = self.due_on, self.published_on
        return None if due is None or published is None else published <= due

    @property
    def basis_label(self) -> str:
        """The basis given here, or else the catalogue's."""
        return self.basis or (self.item.basis_label if self.item else "")

    def missing(self) -> dict[str, StrOrPromise]:
        """What has to be filled in before publication, by field."""
        found: dict[str, StrOrPromise] = {}
        if self.item_id is None:
            found["item"] = _("Choose the item of the catalogue.")
        if not self.year:
            found["year"] = _("Say which year this is about.")
        if not self.part:
            found["part"] = _("Say which period this is about.")
        if self.part == Part.EVENT and self.happened_on is None:
            found["happened_on"] = _("Say on which day it happened.")
        if not self.publisher:
            found["publisher"] = _("Name the body that discloses this.")
        return found | self._missing_display()

    def _missing_display(self) -> dict[str, StrOrPromise]:
        """Art. 34 of the Organic Law of Urban Residents' Committees: on display for at least fifteen days."""
        if self.display_from is None:
            return {"display_from": _("Say from which day it is on display.")}
        earliest = last_day_of_display(self.display_from)
        if self.display_until is None or self.display_until < earliest:
            text = _("It stays on display for at least %(days)s days, that is until %(day)s or later.")
            return {"display_until": text % {"days": DISPLAY_DAYS, "day": earliest.isoformat()}}
        return {}

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Refuse to be live while something is missing: publishing, scheduling and scripts all pass here."""
        if clean and self.live and (missing := self.missing()):
            raise ValidationError(dict(missing))
        return super().save(clean=clean, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add facts, display and objections."""
        from governance.disclosure.article import article_context

        context = super().get_context(request, *args, **kwargs)
        return context | article_context(self, context["community"])


class AffairsPage(DisclosurePage):
    """An article about party, residents' or financial affairs."""

    body = StreamField(ArticleBlocks(), blank=True, verbose_name=_("text"))

    base_form_class = AffairsPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("item"),
        *DisclosurePage.period_panels,
        FieldPanel("body"),
        *DisclosurePage.display_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "disclosure/affairs_page.html"

    class Meta:
        verbose_name = _("disclosed article")
        verbose_name_plural = _("disclosed articles")

    def missing(self) -> dict[str, StrOrPromise]:
        """An empty article discloses nothing."""
        return super().missing() | ({} if self.body else {"body": _("Write what is disclosed.")})
