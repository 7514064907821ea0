"""What people looked for and did not find."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MissedSearch(models.Model):
    """A search without a result, counted by day: what the site should have had. It never says who searched."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    text = models.CharField(_("searched for"), max_length=30)
    place = models.SlugField(
        _("where"), max_length=40, blank=True, help_text=_("Key of a community; empty means everywhere.")
    )
    day = models.DateField(pgettext_lazy("date", "day"))
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "-count"]
        constraints = [models.UniqueConstraint(fields=["text", "place", "day"], name="missed_search_once_a_day")]

    def __str__(self) -> str:
        return self.text
