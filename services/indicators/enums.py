"""What is declared, what follows from the figures, and what is remarkable about a declaration."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Declared(TextChoices):
    """What the community itself says."""

    MET = "met", _("declared met")
    NOT_STATED = "not_stated", _("not stated")


class Verdict(TextChoices):
    """What follows from the rule and the inputs; a missing input is unknown, never false."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    INSUFFICIENT_DATA = "insufficient_data", _("insufficient data")
    UNVERIFIED_CLAIM = "unverified_claim", _("unverified claim")


class LiveState(TextChoices):
    """What the portal's own records say."""

    PROVED = "proved", _("proved by records")
    SUPPORTED = "supported", _("supported by records")
    CONTRADICTED = "contradicted", _("contradicted by records")
    NONE = "none", _("no records")


class Severity(TextChoices):
    """How much a finding matters."""

    INFO = "info", _("remark")
    WARNING = "warning", _("warning")
    ERROR = "error", _("error")


class Origin(TextChoices):
    """Who made a finding: the rules, or a person who read the community's text."""

    COMPUTED = "computed", _("computed")
    REVIEWER = "reviewer", _("reviewer's remark")


class FindingCode(TextChoices):
    """Kinds of finding; each with a sentence that says what to do."""

    STATUS_NOT_STATED = "STATUS_NOT_STATED", _("Say whether the indicator is met: the table leaves it open.")
    ROUNDED = "ROUNDED", _("Declared %(declared)s, exactly %(exact)s: write the exact figure.")
    ARITHMETIC_ERROR = (
        "ARITHMETIC_ERROR",
        _("Declared %(declared)s, but the figures give %(exact)s: correct one of them."),
    )
    AT_THRESHOLD = "AT_THRESHOLD", _("Exactly at the threshold (%(inputs)s): attach the count behind it.")
    APPROXIMATE = "APPROXIMATE", _("The count is given as “more than”: enter the exact count.")
    DENOMINATOR_BASIS = (
        "DENOMINATOR_BASIS",
        _("The base is not the one the standard asks for: enter all households or estates."),
    )
    CROSS_ROW_MISMATCH = (
        "CROSS_ROW_MISMATCH",
        _("%(input)s differs from indicator %(other)s (%(here)s against %(there)s): settle on one."),
    )
    CROSS_ROW_REUSE = "CROSS_ROW_REUSE", _("The base is taken from another row: confirm that it holds here too.")
    IMPLAUSIBLE_AREA = "IMPLAUSIBLE_AREA", _("%(area)s km² for the whole community: check the unit.")
    EXCEEDS_TOTAL = "EXCEEDS_TOTAL", _("The part is larger than the whole: correct the figures.")
    NO_FIGURES = "NO_FIGURES", _("No figures: enter %(inputs)s.")
    BLANKET_CLAIM = "BLANKET_CLAIM", _("Claimed in one sentence: answer each part of the requirement.")
    MISSING_SUBREQ = "MISSING_SUBREQ", _("Parts of the requirement are unanswered: enter %(inputs)s.")
    MISSING_INPUT = "MISSING_INPUT", _("Whether the indicator applies is unknown: enter %(inputs)s.")
    PARTIAL_SCOPE = (
        "PARTIAL_SCOPE",
        _("The list is not complete: name every estate or building, then mark it complete."),
    )
    SHOULD_BE_NA = "SHOULD_BE_NA", _("Declared as met although it does not apply: declare “not applicable”.")
    UNCLEAR_TYPES = "UNCLEAR_TYPES", _("Some kinds of service are unclear: name each of them.")
    NO_DATE = "NO_DATE", _("No date or title: name the event and when it was held.")
    NO_CHANNEL = "NO_CHANNEL", _("No channel or system is named: name it.")
    RESTATES_REQUIREMENT = "RESTATES_REQUIREMENT", _("The text repeats the requirement: say what is there.")
    SHARED_BOILERPLATE = "SHARED_BOILERPLATE", _("Other communities have the same text: describe your own.")
    OFF_TOPIC = "OFF_TOPIC", _("The text answers something else: answer this indicator.")
    WORDING_ERROR = "WORDING_ERROR", _("There is a slip in the wording: read it again.")
    GOOD_EXAMPLE = "GOOD_EXAMPLE", _("A good example: figures by kind, checkable by everybody.")


ERRORS = frozenset(
    {
        FindingCode.ARITHMETIC_ERROR,
        FindingCode.CROSS_ROW_MISMATCH,
        FindingCode.IMPLAUSIBLE_AREA,
        FindingCode.EXCEEDS_TOTAL,
        FindingCode.MISSING_SUBREQ,
        FindingCode.SHOULD_BE_NA,
        FindingCode.OFF_TOPIC,
    }
)
REMARKS = frozenset(
    {
        FindingCode.ROUNDED,
        FindingCode.AT_THRESHOLD,
        FindingCode.APPROXIMATE,
        FindingCode.CROSS_ROW_REUSE,
        FindingCode.SHARED_BOILERPLATE,
        FindingCode.NO_DATE,
        FindingCode.WORDING_ERROR,
        FindingCode.GOOD_EXAMPLE,
    }
)


def severity_of(code: FindingCode) -> Severity:
    """Error, remark, or in between a warning."""
    if code in ERRORS:
        return Severity.ERROR
    return Severity.INFO if code in REMARKS else Severity.WARNING
