"""Admin views that open a topic and move it on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, InspectView

from governance.deliberation.actions import advance_topic, possible_stages
from governance.deliberation.enums import Stage
from governance.deliberation.forms import AdvanceForm, default_window
from governance.deliberation.models import Topic
from governance.deliberation.permissions import can_advance_topic

NEEDS: dict[Stage, frozenset[str]] = {
    Stage.COMMENTING: frozenset({"comments_from", "comments_until"}),
    Stage.SETTLED: frozenset({"outcome"}),
    Stage.NO_AGREEMENT: frozenset({"outcome"}),
}


class OpenTopicView(CreateView):
    """Open a topic; the form runs the action."""

    def save_instance(self) -> Topic:
        """The form's save opens the topic and records it."""
        topic: Topic = self.form.save()
        return topic


class TopicInspectView(InspectView):
    """One topic, with the stages that may follow."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the buttons of those who may advance it."""
        topic = self.object
        allowed = can_advance_topic(self.request.user, topic)
        steps = [(stage.label, reverse("topics:advance", args=[topic.pk, stage])) for stage in possible_stages(topic)]
        return super().get_context_data(**kwargs) | {
            "next_stages": steps if allowed else [],
            "steps": topic.steps.all(),
            "page": getattr(topic, "page", None),
        }


class AdvanceView(InspectView):
    """Ask for what the next stage needs, and confirm: a stage can't be taken back."""

    page_title = gettext_lazy("Next stage")
    any_permission_required = ["change"]

    @cached_property
    def stage(self) -> Stage:
        """The stage asked for; 404 for one that doesn't follow, or for a reader who may not advance."""
        wanted = self.kwargs["to"]
        if wanted not in possible_stages(self.object) or not can_advance_topic(self.request.user, self.object):
            raise Http404
        return Stage(wanted)

    @cached_property
    def form(self) -> AdvanceForm:
        """What the stage needs."""
        needs = NEEDS.get(self.stage, frozenset())
        data = self.request.POST if self.request.method == "POST" else None
        return AdvanceForm(data, needs=needs, initial=default_window(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add stage and form."""
        return super().get_context_data(**kwargs) | {"stage": self.stage, "form": self.form}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Advance, or say beside the form why not."""
        stage = self.stage
        if self.form.is_valid():
            try:
                advance_topic(topic=self.object, to=stage, actor=request.user, **self.form.cleaned_data)
            except ValidationError as error:
                self.form.add_error(None, error.messages)
            else:
                messages.success(request, _("The topic is now at: %(stage)s.") % {"stage": stage.label})
                return redirect("topics:inspect", self.object.pk)
        return self.render_to_response(self.get_context_data())
