"""What residents write, and the admin's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.deliberation.enums import HideReason, Phase, Stage, Stance
from governance.deliberation.models import MAX_CONTRIBUTION, Topic
from portal.communities.forms import CommunityScopedForm
from portal.forms import CleanForm
from portal.text import clean_text


class ContributionForm(CleanForm):
    """For, against or neither, and a few sentences."""

    stance = forms.ChoiceField(label=_("Where do you stand?"), choices=Stance.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your opinion"),
        max_length=MAX_CONTRIBUTION,
        help_text=_("The main point in one or two sentences. No phone numbers, no names of others."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MAX_CONTRIBUTION}),
    )

    def clean_text(self) -> str:
        """Plain, visible text; what consists of invisible characters only is empty."""
        text = clean_text(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write your opinion."))
        return text


class SupportForm(CleanForm):
    """`wanted=yes|no`: says what is wanted rather than toggling, so that a double click changes nothing."""

    wanted = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class PhaseFilterForm(forms.Form):
    """`?phase=` of the list; anything unknown shows everything."""

    phase = forms.ChoiceField(choices=Phase.choices, required=False)

    @property
    def chosen(self) -> Phase | None:
        """The phase asked for, or None for all."""
        value = self.cleaned_data.get("phase") if self.is_valid() else None
        return Phase(value) if value else None


class TopicForm(CommunityScopedForm):
    """Opening and rewording a topic through the actions; what they object to stands beside the form."""

    class Meta:
        fields = ["community", "title", "question", "topic_class", "touches_property"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["community"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Once opinions are taken the question stands."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance.pk and self.instance.stage != Stage.CONFIRMED:
            self.add_error(None, _("Opinions have been taken on this question: it can no longer be changed."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Open or revise."""
        from governance.deliberation.actions import open_topic, revise_topic

        words = {name: self.cleaned_data[name] for name in ("title", "question", "topic_class", "touches_property")}
        if self.instance.pk:
            return revise_topic(topic=self.instance, actor=self.for_user, **words)
        return open_topic(community=self.cleaned_data["community"], actor=self.for_user, **words)


class AdvanceForm(CleanForm):
    """What the next stage needs: days for opinions, or the outcome."""

    comments_from = forms.DateField(label=_("Opinions from"), widget=forms.DateInput(attrs={"type": "date"}))
    comments_until = forms.DateField(label=_("Opinions until"), widget=forms.DateInput(attrs={"type": "date"}))
    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=2000,
        help_text=_("What was agreed, or why nobody could agree; who does what by when. Published word for word."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, needs: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - needs:
            del self.fields[name]

    def clean_outcome(self) -> str:
        """Plain, visible text."""
        text = clean_text(self.cleaned_data["outcome"])
        if not text:
            raise forms.ValidationError(_("Say what came out of it."))
        return text

    def clean(self) -> dict[str, Any]:
        """The window ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("comments_from"), cleaned.get("comments_until")
        if first and last and last < first:
            self.add_error("comments_until", _("The last day lies before the first."))
        return cleaned


class HideForm(CleanForm):
    """Why a contribution is hidden."""

    hidden_reason = forms.ChoiceField(label=_("Reason"), choices=HideReason.choices, widget=forms.RadioSelect)


def default_window(topic: Topic) -> dict[str, Any]:
    """Days offered for opinions when none were entered: seven, from today."""
    from governance.deliberation.actions import WINDOW_DAYS
    from portal import clock

    first = topic.comments_from or clock.today()
    return {"comments_from": first, "comments_until": topic.comments_until or clock.add_days(first, WINDOW_DAYS - 1)}
