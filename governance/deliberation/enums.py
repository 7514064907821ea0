"""Stages of a topic, stances, states of a contribution."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TopicClass(TextChoices):
    """What may be deliberated (Opinions on strengthening urban and rural community consultation, 2015)."""

    PUBLIC_GOOD = "public_good", _("Public affairs and the common good")
    DISPUTE = "dispute", _("Pressing problems and disputes")
    POLICY = "policy", _("Carrying out of policy")
    LEGAL = "legal", _("Matters the law puts to residents")
    REQUEST = "request", _("Requests of residents or units")


class Stage(TextChoices):
    """The stages of a topic, in order."""

    CONFIRMED = "topic_confirmed", _("Topic confirmed")
    COMMENTING = "commenting", _("Open for opinions")
    MEETING_HELD = "meeting_held", _("Meeting held")
    SETTLED = "settled", _("Agreement reached")
    NO_AGREEMENT = "no_agreement", _("No agreement")
    RESULT_PUBLISHED = "result_published", _("Result published")
    IMPLEMENTING = "implementing", _("Being carried out")
    COMPLETED = "completed", _("Carried out")


TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.CONFIRMED: frozenset({Stage.COMMENTING}),
    Stage.COMMENTING: frozenset({Stage.MEETING_HELD}),
    Stage.MEETING_HELD: frozenset({Stage.SETTLED, Stage.NO_AGREEMENT}),
    Stage.SETTLED: frozenset({Stage.RESULT_PUBLISHED}),
    Stage.NO_AGREEMENT: frozenset({Stage.RESULT_PUBLISHED}),
    Stage.RESULT_PUBLISHED: frozenset({Stage.IMPLEMENTING}),
    Stage.IMPLEMENTING: frozenset({Stage.COMPLETED}),
    Stage.COMPLETED: frozenset(),
}
BEFORE_RESULT = frozenset({Stage.CONFIRMED, Stage.COMMENTING, Stage.MEETING_HELD})
WITH_RESULT = frozenset(Stage) - BEFORE_RESULT
RUNNING = frozenset(Stage) - {Stage.COMPLETED}


class Phase(TextChoices):
    """What the list of topics is filtered by."""

    OPEN = "open", _("Have your say")
    RUNNING = "running", _("In progress")
    FINISHED = "finished", _("Finished")


class Stance(TextChoices):
    """For or against; whoever asks or adds something takes neither side."""

    FOR = "for", pgettext_lazy("stance", "For")
    AGAINST = "against", pgettext_lazy("stance", "Against")
    NEUTRAL = "neutral", _("Question or addition")


class ContributionState(TextChoices):
    """Whether a contribution is to be seen."""

    PUBLISHED = "published", pgettext_lazy("contribution", "Published")
    HIDDEN = "hidden", _("Hidden by staff")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class HideReason(TextChoices):
    """Why staff hide a contribution; shown to its author and, as a count, to everybody."""

    INSULT = "insult", _("It insults or threatens somebody")
    PERSONAL_DATA = "personal_data", _("It contains personal data of others")
    OFF_TOPIC = "off_topic", _("It has nothing to do with the topic")
    ADVERTISING = "advertising", _("It is advertising")
    UNLAWFUL = "unlawful", _("It is unlawful")
