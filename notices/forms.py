"""The admin form of a notice, and the filter of the public list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.enums import NoticeKind, PoliceTopic
from notices.permissions import can_issue_bulletin
from portal.communities.models import Community, Estate
from portal.page_form import BasePageForm


class NoticePageForm(BasePageForm):
    """Offers the community's estates only, and asks for completeness when a notice goes to approval or out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "estate" in self.fields:
            community = self.community
            self.fields["estate"].queryset = (  # type: ignore[attr-defined]
                Estate.objects.in_community(community) if community else Estate.objects.none()
            )

    @property
    def community(self) -> Community | None:
        """The community the notice stands in, or will stand in."""
        page = self.instance if self.instance.pk else self.parent_page.specific
        return page.owning_community

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.instance.missing().items():
            self.add_error(field if field in self.fields else None, message)


class PoliceNoticePageForm(NoticePageForm):
    """Keeps incident bulletins to the police."""

    def clean_topic(self) -> str:
        """Refuse a bulletin by anyone but the police, drafts included."""
        topic: str = self.cleaned_data["topic"]
        changed = topic == PoliceTopic.BULLETIN and "topic" in self.changed_data
        if changed and not can_issue_bulletin(self.for_user, self.community):
            raise forms.ValidationError(_("Incident bulletins are written by the police only."))
        return topic


class NoticeFilterForm(forms.Form):
    """`?kind=` of the list; anything unknown shows everything."""

    kind = forms.ChoiceField(choices=NoticeKind.choices, required=False)

    @property
    def kinds(self) -> list[NoticeKind]:
        """The chosen kind, or none for all."""
        chosen = self.cleaned_data.get("kind") if self.is_valid() else None
        return [NoticeKind(chosen)] if chosen else []
