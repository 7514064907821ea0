"""Admin: the people who work here. Made, enrolled, reset and let go by our own screens; Wagtail's user forms stay shut.

Wagtail's "change user" is a full takeover: whoever holds it can make anyone superuser and set anyone's password.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.accounts.actions import (
    create_staff_account,
    decide_factor_reset,
    make_enrolment,
    request_factor_reset,
    set_account_active,
)
from portal.accounts.enums import LossReason
from portal.accounts.models import FactorReset, User
from portal.accounts.permissions import (
    can_decide_factor_reset,
    can_manage_staff,
    can_request_factor_reset,
    can_see_people,
)
from portal.communities.models import StaffPost
from portal.communities.permissions import scope_of
from portal.forms import CleanForm
from portal.pagination import paginate

SIZE = 50


class NewPersonForm(CleanForm):
    """A new member of staff."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=60,
        help_text=gettext_lazy("For signing in. Letters, digits, hyphens."),
    )
    nickname = forms.CharField(
        label=gettext_lazy("Name at work"), max_length=30, help_text=gettext_lazy("What colleagues and residents see.")
    )


class ResetForm(CleanForm):
    """What happened to a second factor."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=LossReason.choices, widget=forms.RadioSelect
    )


def people_of(user: Any) -> QuerySet[User]:
    """Staff whom `user` may see: everybody for county posts, her community's for a manager."""
    scope = scope_of(user)
    posts = StaffPost.objects.filter(user=OuterRef("pk"))
    staff = User.objects.filter(resident=None)
    if scope is not None:
        staff = staff.filter(Exists(posts.filter(community__in=scope)))
    factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return staff.annotate(has_factor=Exists(factor)).order_by("username")


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Who works here, with posts, second factor and open resets."""
    _may_see(request)
    words = request.GET.get("q", "").strip()
    people = people_of(request.user).prefetch_related("posts__community")
    if words:
        people = people.filter(nickname__icontains=words) | people.filter(username__icontains=words)
    resets = [
        reset
        for reset in FactorReset.objects.open().select_related("user", "requested_by")
        if can_decide_factor_reset(request.user, reset)
    ]
    context = {
        "people": paginate(people, request, size=SIZE),
        "words": words,
        "resets": resets,
        "may_manage": can_manage_staff(request.user),
    }
    return render(request, "accounts/people/list.html", context)


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Make an account; its personal link is shown on the next page, once."""
    if not can_manage_staff(request.user):
        raise Http404
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = create_staff_account(**form.cleaned_data, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _link_page(request, user, make_enrolment(user=user, actor=request.user))
    return render(request, "accounts/people/new.html", {"form": form})


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: posts, second factor, and what may be done."""
    person = _person(request, pk)
    context = {
        "person": person,
        "posts": person.posts.select_related("community", "granted_by", "approved_by"),
        "open_reset": FactorReset.objects.open().filter(user=person).first(),
        "may_link": can_manage_staff(request.user) and not person.has_factor and person.pk != request.user.pk,
        "may_ask": person.has_factor and can_request_factor_reset(request.user, person),
        "may_let_go": can_manage_staff(request.user) and person.pk != request.user.pk,
        "reset_form": ResetForm(),
    }
    return render(request, "accounts/people/detail.html", context)


@never_cache
@require_POST
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new personal link, shown once."""
    person = _person(request, pk)
    if not can_manage_staff(request.user) or person.pk == request.user.pk:
        raise Http404
    try:
        return _link_page(request, person, make_enrolment(user=person, actor=request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("people:detail", pk)


@require_POST
def person_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a lost factor to be taken away."""
    person = _person(request, pk)
    if not can_request_factor_reset(request.user, person):
        raise Http404
    form = ResetForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what happened."))
        return redirect("people:detail", pk)
    try:
        request_factor_reset(user=person, reason=LossReason(form.cleaned_data["reason"]), actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(
            request, _("Asked for. A second person has to approve it; the person is signed out everywhere.")
        )
    return redirect("people:detail", pk)


@never_cache
@require_http_methods(["GET", "POST"])
def reset_decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person's yes or no."""
    reset = get_object_or_404(FactorReset.objects.open().select_related("user", "requested_by"), public_id=public_id)
    if not can_decide_factor_reset(request.user, reset):
        raise Http404
    if request.method == "POST":
        approve = request.POST.get("decision") == "approve"
        try:
            token = decide_factor_reset(reset=reset, approve=approve, actor=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("people:index")
        if token:
            return _link_page(request, reset.user, token)
        messages.success(request, _("Refused. The factor stays as it was."))
        return redirect("people:index")
    return render(request, "accounts/people/decide.html", {"reset": reset})


@require_http_methods(["GET", "POST"])
def person_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody go, or take them back: posts end, sessions end, work in hand becomes free."""
    person = _person(request, pk)
    if not can_manage_staff(request.user) or person.pk == request.user.pk:
        raise Http404
    if request.method == "POST":
        set_account_active(user=person, active=not person.is_active, actor=request.user)
        messages.success(request, _("Done."))
        return redirect("people:detail", pk)
    return render(request, "accounts/people/active.html", {"person": person})


def _may_see(request: HttpRequest) -> None:
    if not can_see_people(request.user):
        raise Http404


def _person(request: HttpRequest, pk: int) -> Any:
    _may_see(request)
    return get_object_or_404(people_of(request.user), pk=pk)


def _link_page(request: HttpRequest, user: User, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("account_enrol", args=[token]))
    response = render(request, "accounts/people/link.html", {"person": user, "link": link})
    response.headers["Cache-Control"] = "no-store"
    return response
