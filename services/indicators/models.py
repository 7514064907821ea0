"""Assessments: what a community declares about an indicator in a period, with the verdict and figures that follow."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.communities.models import Community
from services.indicators.definitions import Indicator, edition
from services.indicators.enums import Declared, FindingCode, LiveState, Origin, Verdict
from services.indicators.findings import Declaration, Finding
from services.indicators.query import AssessmentQuerySet


class Assessment(models.Model):
    """One row of a self-assessment table. Declared, computed and live stand side by side; none overwrites another."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("community")
    )
    edition = models.SlugField(_("edition"), max_length=40)
    code = models.PositiveSmallIntegerField(_("indicator"))
    year = models.PositiveSmallIntegerField(pgettext_lazy("filter", "year"))
    declared_status = models.CharField(
        _("declared"), max_length=20, choices=Declared.choices, default=Declared.NOT_STATED
    )
    declared_value = models.CharField(_("declared figure"), max_length=120, blank=True)
    inputs = models.JSONField(_("inputs"), default=dict, blank=True)
    blanket_claim = models.BooleanField(_("claimed in one sentence"), default=False)
    remarks = models.JSONField(_("reviewer's remarks"), default=list, blank=True)
    verdict = models.CharField(_("computed"), max_length=20, choices=Verdict.choices, editable=False)
    value = models.CharField(_("figure"), max_length=40, blank=True, editable=False)
    exact = models.CharField(_("exactly"), max_length=60, blank=True, editable=False)
    findings = models.JSONField(default=list, blank=True, editable=False)
    live_state = models.CharField(
        _("from records"), max_length=20, choices=LiveState.choices, default=LiveState.NONE, editable=False
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    computed_at = models.DateTimeField(_("computed"), null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["community", "year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["community", "edition", "year", "code"], name="assessment_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}/{self.year}/{self.code}"

    @property
    def indicator(self) -> Indicator:
        """The definition this row answers."""
        return edition(self.edition).indicator(self.code)

    @property
    def declaration(self) -> Declaration:
        """The row as the rules read it."""
        stated = self.declared_status == Declared.MET
        remarks = tuple(self.remarks)
        return Declaration(self.indicator, stated, self.declared_value, self.inputs, self.blanket_claim, remarks)

    @property
    def found(self) -> list[Finding]:
        """The stored findings, ready to be read in the reader's language."""
        return [
            Finding(FindingCode(row["code"]), Origin(row["origin"]), row.get("values", {})) for row in self.findings
        ]

    def answers(self) -> list[tuple[str, Any]]:
        """Labels and stated values of the inputs that concern the whole community."""
        fields = (item for item in self.indicator.inputs if item.scope == "community")
        return [(str(item.label), item.show(self.inputs.get(item.key))) for item in fields]


class LiveFigure(models.Model):
    """A figure that the portal counted in its own records for one community."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="live_figures")
    key = models.SlugField(max_length=60)
    value = models.IntegerField()
    holds = models.BooleanField(null=True)
    address = models.CharField(max_length=300, blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("live figure")
        verbose_name_plural = _("live figures")
        ordering = ["community", "key"]
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="live_figure_once")]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
