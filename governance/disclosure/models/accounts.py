"""The accounts of a period and their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from governance.disclosure.enums import EXPENDITURE_CLASSES, INCOME_CLASSES, EntryClass, Side
from governance.disclosure.forms import FinancialDisclosurePageForm
from governance.disclosure.ledger import Ledger
from governance.disclosure.models.pages import DisclosurePage
from governance.disclosure.money import FenField
from governance.disclosure.query import LedgerEntryQuerySet
from portal.blocks import ArticleBlocks
from portal.pages import BasePage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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
            [
                FieldPanel("entered_on"),
                FieldPanel("side", required_on_save=True),
                FieldPanel("category", required_on_save=True),
            ]
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
                violation_error_message=_(
                    "An amount is larger than zero; the side says whether it came in or went out."
                ),
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
