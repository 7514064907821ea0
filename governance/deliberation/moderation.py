"""Admin views that hide a contribution with a reason, or show it again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView

from governance.deliberation.actions import hide_contribution, restore_contribution
from governance.deliberation.enums import ContributionState, HideReason
from governance.deliberation.forms import HideForm
from governance.deliberation.permissions import can_moderate


class ContributionInspectView(InspectView):
    """One contribution, with the buttons of those who may moderate it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done."""
        allowed = can_moderate(self.request.user, self.object)
        is_hidden = self.object.status == ContributionState.HIDDEN
        return super().get_context_data(**kwargs) | {
            "may_hide": allowed and not is_hidden,
            "may_restore": allowed and is_hidden,
        }


class ModerationView(InspectView):
    """Ask, then moderate; the author gets a message."""

    wanted_state = ContributionState.PUBLISHED

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may, and only where there is something to do."""
        if self.object.status != self.wanted_state or not can_moderate(request.user, self.object):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class HideView(ModerationView):
    """Hide with a reason."""

    page_title = gettext_lazy("Hide opinion")

    @cached_property
    def form(self) -> HideForm:
        """The reason."""
        return HideForm(self.request.POST if self.request.method == "POST" else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(**kwargs) | {"form": self.form}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hide."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        reason = HideReason(self.form.cleaned_data["hidden_reason"])
        hide_contribution(contribution=self.object, reason=reason, actor=request.user)
        messages.success(request, _("The opinion is hidden; its author has been told why."))
        return redirect("contributions:inspect", self.object.pk)


class RestoreView(ModerationView):
    """Show again."""

    page_title = gettext_lazy("Show opinion again")
    wanted_state = ContributionState.HIDDEN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore."""
        restore_contribution(contribution=self.object, actor=request.user)
        messages.success(request, _("The opinion is shown again; its author has been told."))
        return redirect("contributions:inspect", self.object.pk)
