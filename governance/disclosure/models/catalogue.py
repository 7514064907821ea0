"""The catalogue: what a community has to disclose, and how often."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from governance.disclosure.enums import Affair, Frequency
from governance.disclosure.query import DisclosureItemQuerySet


class DisclosureItem(models.Model):
    """One item of the catalogue; its rows come from `data/catalogue.json`, the county switches `is_watched`."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    affair = models.CharField(_("affair"), max_length=10, choices=Affair.choices)
    title = models.CharField(pgettext_lazy("disclosure", "item"), max_length=80)
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
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("disclosed together with"),
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
    def joint_label(self) -> str:
        """What a disclosure of this item is called: accounts are disclosed as a whole, not as three items."""
        return str(_("Income, expenditure and balances")) if self.has_ledger else self.label

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
