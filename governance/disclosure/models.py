"""The catalogue of what is disclosed, and the page types that disclose it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from governance.disclosure.deadlines import DISPLAY_DAYS, due_on, last_day_of_display
from governance.disclosure.enums import (
    EXPENDITURE_CLASSES,
    INCOME_CLASSES,
    Affair,
    EntryClass,
    Frequency,
    Part,
    Side,
)
from governance.disclosure.forms import AffairsPageForm, FinancialDisclosurePageForm
from governance.disclosure.ledger import Ledger
from governance.disclosure.money import FenField
from governance.disclosure.periods import Period
from governance.disclosure.query import DisclosureItemQuerySet, DisclosureQuerySet, LedgerEntryQuerySet
from portal.blocks import ArticleBlocks
from portal.pages import BasePage, SectionPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DisclosureManager = PageManager.from_queryset(DisclosureQuerySet)


class DisclosureItem(models.Model):
    """One item of the catalogue; its rows come from `data/catalogue.json`, the county switches `is_watched`."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    affair = models.CharField(_("affair"), max_length=10, choices=Affair.choices)
    title = models.CharField(_("item"), max_length=80)
    title_en = models.CharField(_("item in English"), max_length=120)
    contents = models.TextField(_("what is disclosed"), blank=True)
    contents_en = models.TextField(_("what is disclosed, in English"), blank=True)
    basis = models.CharField(_("basis"), max_length=160, blank=True)
    basis_en = models.CharField(_("basis in English"), max_length=240, blank=True)
    frequency = models.CharField(_("how often"), max_length=12, choices=Frequency.choices)
    has_ledger = models.BooleanField(_("disclosed with a ledger"), default=False)
    is_watched = models.BooleanField(
        _("deadline watched"),
        default=False,
        help_text=_("Whether every community has to disclose this each quarter, visibly overdue otherwise."),
    )
    reported_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("disclosed together with")
    )

    objects = DisclosureItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the catalogue")
        verbose_name_plural = _("catalogue of disclosure")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The title in the language of the page."""
        return self.title if _in_chinese() else self.title_en

    @property
    def contents_label(self) -> str:
        """What is disclosed, in the language of the page."""
        return self.contents if _in_chinese() else self.contents_en

    @property
    def basis_label(self) -> str:
        """The basis in the language of the page."""
        return self.basis if _in_chinese() else self.basis_en


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


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
        DisclosureItem, on_delete=models.PROTECT, null=True, related_name="pages", verbose_name=_("item of the catalogue")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    part = models.CharField(_("period"), max_length=6, choices=Part.choices, blank=True)
    happened_on = models.DateField(
        _("day of the event"), null=True, blank=True, help_text=_("Only for a single event: it has to be disclosed at once.")
    )
    publisher = models.CharField(_("disclosed by"), max_length=80, blank=True)
    basis = models.CharField(
        _("basis"), max_length=200, blank=True, help_text=_("Empty means the basis given in the catalogue.")
    )
    display_from = models.DateField(_("on display from"), null=True, blank=True)
    display_until = models.DateField(
        _("on display until"), null=True, blank=True, help_text=_("At least fifteen days, here and on the notice board.")
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


class FinancialDisclosurePage(DisclosurePage):
    """The accounts of a period, entry by entry: opening + income − expenditure = closing, to the fen."""

    account = models.CharField(pgettext_lazy("ledger", "account"), max_length=80, blank=True)
    opening_fen = FenField(_("opening balance (yuan)"), null=True)
    closing_fen = FenField(_("closing balance (yuan)"), null=True)
    remarks = StreamField(ArticleBlocks(), blank=True, verbose_name=_("remarks and vouchers"))

    base_form_class = FinancialDisclosurePageForm
    content_panels = [
        *BasePage.content_panels,
        *DisclosurePage.period_panels,
        FieldPanel("account"),
        FieldPanel("opening_fen"),
        InlinePanel("entries", heading=_("Ledger"), label=_("Entry")),
        FieldPanel("closing_fen"),
        FieldPanel("remarks"),
        *DisclosurePage.display_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("remarks")]
    template = "disclosure/financial_disclosure_page.html"

    class Meta:
        verbose_name = _("financial disclosure")
        verbose_name_plural = _("financial disclosures")

    @property
    def ledger(self) -> Ledger:
        """Balances and entries as they stand on this page, unsaved ones included."""
        return Ledger(self.opening_fen or 0, self.closing_fen or 0, list(self.entries.all()))

    def missing(self) -> dict[str, StrOrPromise]:
        """Both balances and a ledger that adds up."""
        found = super().missing()
        if self.opening_fen is None:
            found["opening_fen"] = _("Enter the opening balance.")
        if self.closing_fen is None:
            found["closing_fen"] = _("Enter the closing balance.")
        elif self.opening_fen is not None and not self.ledger.is_balanced:
            found["closing_fen"] = self.ledger.imbalance
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add sums, tables and chart."""
        from governance.disclosure.statement import statement_context

        context = super().get_context(request, *args, **kwargs)
        return context | statement_context(self)


class LedgerEntry(Orderable):
    """One line of a ledger."""

    page = ParentalKey(FinancialDisclosurePage, on_delete=models.CASCADE, related_name="entries")
    entered_on = models.DateField(_("date"))
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    category = models.CharField(_("class"), max_length=20, choices=EntryClass.choices)
    summary = models.CharField(_("summary"), max_length=120)
    voucher_no = models.CharField(_("voucher no."), max_length=30, blank=True)
    amount_fen = FenField(_("amount (yuan)"))

    objects = LedgerEntryQuerySet.as_manager()
    panels = [
        FieldRowPanel(
            [FieldPanel("entered_on"), FieldPanel("side", required_on_save=True), FieldPanel("category", required_on_save=True)]
        ),
        FieldRowPanel([FieldPanel("summary"), FieldPanel("voucher_no"), FieldPanel("amount_fen")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0),
                name="ledger_amount_positive",
                violation_error_message=_("An amount is larger than zero; the side says whether it came in or went out."),
            ),
            models.CheckConstraint(
                condition=Q(side=Side.INCOME, category__in=sorted(INCOME_CLASSES))
                | Q(side=Side.EXPENDITURE, category__in=sorted(EXPENDITURE_CLASSES)),
                name="ledger_class_on_its_side",
                violation_error_message=_("This class belongs to the other side of the ledger."),
            ),
        ]

    def __str__(self) -> str:
        return self.summary
