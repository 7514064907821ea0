"""The inbox of a signed-in resident."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notices.delivery import actions
from notices.delivery.inbox import message_groups
from notices.delivery.models import Message
from notices.delivery.query import unread_count
from portal.components import Crumb
from portal.pagination import paginate

PAGE_SIZE = 20


@require_safe
@login_required
def message_list(request: HttpRequest) -> HttpResponse:
    """`/me/messages/`: unread first, then by day."""
    messages = Message.objects.visible_to(request.user).with_sources().in_reading_order()
    paged = paginate(messages, request, size=PAGE_SIZE)
    context = {
        "paged": paged,
        "groups": message_groups(paged),
        "unread": unread_count(request.user),
        "crumbs": [Crumb(title=_("My page"), href="/me/"), Crumb(title=_("Messages"))],
    }
    return render(request, "delivery/message_list.html", context)


@require_safe
@login_required
def message_open(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Note that a message was opened and lead to what it is about."""
    message = get_object_or_404(Message.objects.visible_to(request.user).with_sources(), public_id=public_id)
    actions.mark_read(messages=Message.objects.filter(pk=message.pk))
    return redirect(message.target or reverse("messages"))


@require_POST
@login_required
def messages_read(request: HttpRequest) -> HttpResponse:
    """Note that all messages were seen."""
    actions.mark_read(messages=Message.objects.visible_to(request.user))
    return redirect("messages")
