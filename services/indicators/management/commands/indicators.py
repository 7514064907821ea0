"""The verdicts of the 22 indicators, as a table or JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.communities.models import Community
from services.indicators.models import Assessment


class Command(BaseCommand):
    """`manage.py indicators [--community KEY] [--period YYYY] [--format table|json]`."""

    help = "Prints declared, computed and live verdicts with their findings."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which rows, and how."""
        parser.add_argument("--community", help="key of one community; all without it")
        parser.add_argument("--period", type=int, help="year; the newest assessed one without it")
        parser.add_argument(
            "--format", choices=["table", "json"], default="table", help="how to print (default: table)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        assessments = Assessment.objects.select_related("community").order_by("community__pk", "code")
        if options["community"]:
            community = Community.objects.filter(key=options["community"]).first()
            if community is None:
                raise CommandError(f"There is no community with the key {options['community']}.")
            assessments = assessments.in_community(community)
        year = options["period"] or assessments.latest_year()
        rows = [row_of(assessment) for assessment in assessments.filter(year=year)]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            codes = " ".join(finding["code"] for finding in row["findings"])
            self.stdout.write(
                f"{row['community']:<14}{row['code']:>3}  {row['computed']:<18}{row['value']:>9}  {row['live']:<13}{codes}"
            )
        self.stdout.write(f"{len(rows)} rows" + (f", {year}" if rows else ""))


def row_of(assessment: Assessment) -> dict[str, Any]:
    """One row of the output."""
    findings = [
        {
            "code": str(finding.code),
            "severity": str(finding.severity),
            "origin": str(finding.origin),
            "detail": finding.detail,
        }
        for finding in assessment.found
    ]
    return {
        "community": assessment.community.key,
        "code": assessment.code,
        "period": assessment.year,
        "declared": assessment.declared_status,
        "declared_value": assessment.declared_value,
        "computed": assessment.verdict,
        "live": assessment.live_state,
        "value": assessment.value,
        "exact": assessment.exact,
        "findings": findings,
    }
