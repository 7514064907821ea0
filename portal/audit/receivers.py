"""What others note feeds the operation log: Wagtail's own log, and allauth's signals of signing in."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.http import HttpRequest

from portal.audit.actions import TargetRef, record
from portal.audit.addresses import address_tag


def connect() -> None:
    """Connect to every kind of Wagtail log entry and to what allauth says."""
    from allauth.account import signals as account
    from allauth.mfa import signals as mfa
    from wagtail.models import BaseLogEntry

    for model in apps.get_models():
        if issubclass(model, BaseLogEntry):
            post_save.connect(copy_wagtail_entry, sender=model, dispatch_uid=f"audit.{model._meta.label}")
    user_logged_in.connect(note_sign_in, dispatch_uid="audit.sign_in")
    user_logged_out.connect(note_sign_out, dispatch_uid="audit.sign_out")
    user_login_failed.connect(note_failure, dispatch_uid="audit.sign_in_failed")
    for name, signal in {
        "account.password_change": account.password_changed,
        "account.password_set": account.password_set,
        "account.password_reset": account.password_reset,
        "account.email_change": account.email_changed,
        "account.email_confirm": account.email_confirmed,
        "account.factor_add": mfa.authenticator_added,
        "account.factor_remove": mfa.authenticator_removed,
        "account.factor_renew": mfa.authenticator_reset,
    }.items():
        signal.connect(_noting(name), weak=False, dispatch_uid=f"audit.{name}")


def copy_wagtail_entry(sender: Any, instance: Any, created: bool, **_: Any) -> None:
    """Wagtail's log is an activity feed of ordinary rows; its acts go on record here, without titles or contents."""
    if not created:
        return
    page_id = getattr(instance, "page_id", None)
    kind = instance.content_type
    target = TargetRef(
        f"{kind.app_label}.{kind.model}" if kind else "", str(page_id or getattr(instance, "object_id", ""))[:40]
    )
    record(
        actor=instance.user if instance.user_id else None,
        action=instance.action[:60],
        target=target,
        community=_community_of(page_id) if page_id else None,
        data={"log": str(instance.uuid)} if instance.uuid else None,
    )


def note_sign_in(sender: Any, request: HttpRequest | None, user: Any, **_: Any) -> None:
    """Somebody has signed in."""
    record(actor=user, action="account.sign_in", target=user, data=address_tag(request))


def note_sign_out(sender: Any, request: HttpRequest | None, user: Any, **_: Any) -> None:
    """Somebody has signed out."""
    if user is not None and user.pk:
        record(actor=user, action="account.sign_out", target=user, data=address_tag(request))


def note_failure(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    """Somebody was refused. What they typed may be a phone number or a password: it is not kept."""
    record(actor=None, action="account.sign_in", succeeded=False, data=address_tag(request))


def _noting(action: str) -> Any:
    def note(sender: Any, request: HttpRequest | None = None, user: Any = None, **more: Any) -> None:
        user = user or getattr(more.get("email_address"), "user", None)
        kind = getattr(more.get("authenticator"), "type", "")
        record(
            actor=user, action=action, target=user, data={**address_tag(request), **({"kind": kind} if kind else {})}
        )

    return note


def _community_of(page_id: int) -> Any:
    """The community in whose subtree a page stands; None once it is deleted."""
    from wagtail.models import Page

    from portal.communities.models import Community

    path = Page.objects.filter(pk=page_id).values_list("path", flat=True).first() or ""
    steps = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return Community.objects.filter(root_page__path__in=steps).first() if steps else None
