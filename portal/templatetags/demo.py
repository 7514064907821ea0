"""The demo logins on the sign-in page: only in demo mode, only those that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class DemoLogin:
    """An account to try the site with."""

    name: str
    words: str | Promise


# One community's accounts, then the county's, in the order somebody new to the site wants them.
DEMO_LOGINS = (
    DemoLogin("resident-longshan", _("Older resident")),
    DemoLogin("family-longshan", _("Her daughter")),
    DemoLogin("operator-longshan", _("Community staff")),
    DemoLogin("manager-longshan", _("Community manager")),
    DemoLogin("supervisor-longshan", _("Supervision committee")),
    DemoLogin("police", _("Police officer")),
    DemoLogin("county", _("County staff")),
    DemoLogin("security", _("Security administrator")),
    DemoLogin("audit", _("Audit administrator")),
    DemoLogin("ops", _("System administrator")),
)


@register.simple_tag
def demo_logins() -> list[DemoLogin]:
    """Those that exist; none outside demo mode."""
    if not settings.DEMO:
        return []
    names = [login.name for login in DEMO_LOGINS]
    there = set(get_user_model().objects.filter(username__in=names, is_active=True).values_list("username", flat=True))
    return [login for login in DEMO_LOGINS if login.name in there]


@register.simple_tag
def demo_password() -> str:
    """The password of every demo login; nothing outside demo mode."""
    return settings.DEMO_PASSWORD if settings.DEMO else ""


@register.simple_tag(takes_context=True)
def demo_second_factor(context: dict[str, Any]) -> str:
    """The code that the demo login who is signing in would read off a phone; nothing outside demo mode."""
    from portal.accounts.mfa import demo_code

    request = context["request"]
    stage = getattr(request, "_login_stage", None)
    user = stage.login.user if stage is not None else request.user
    return demo_code(user) if settings.DEMO and user.is_authenticated else ""
