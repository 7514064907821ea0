"""Tags and filters of the design system: components, icons, dates, money, the preference switch."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import components, dates, navigation
from portal.context_processors import MESSAGE_KINDS
from portal.icons import ICONS

register = template.Library()


@register.simple_tag
def ui(name: str, /, **options: Any) -> SafeString:
    """`{% ui "Badge" text=… %}`: make a component and render it; a wrong name or option is an error."""
    if name not in components.__all__:
        raise template.TemplateSyntaxError(f"There is no component {name!r}.")
    return getattr(components, name)(**options).render_html()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One of the icons of the sprite. Decoration for screen readers: a word always stands beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}.")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def preference_url(context: template.Context, **choice: str) -> str:
    """Address that switches mode or language and comes back to this page."""
    request = context.get("request")
    back = request.get_full_path() if request is not None and request.method == "GET" else "/"
    return f"{reverse('set_preferences')}?{urlencode({**choice, 'next': back})}"


@register.filter
def day(value: dt.date | dt.datetime | None) -> SafeString | str:
    """2026年10月12日（星期一）."""
    return _time(value, dates.day(value)) if value else ""


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> SafeString | str:
    """2026-10-12: the date at the end of a row."""
    return _time(value, dates.short_day(value)) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> SafeString | str:
    """2026年10月12日（星期一） 上午9:30."""
    return _time(value, dates.moment(value)) if value else ""


@register.filter
def clock_time(value: dt.datetime | dt.time | None) -> str:
    """上午9:30."""
    return dates.clock_time(value) if value is not None else ""


@register.filter
def money(value: Any) -> str:
    """¥12,500.00 with a real minus sign; nothing for None."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    return f"{'−' if amount < 0 else ''}¥{intcomma(f'{abs(amount):f}', use_l10n=False)}"


@register.filter
def tel(number: str) -> str:
    """A number for `tel:`: digits, plus sign and nothing else."""
    return "".join(character for character in str(number) if character.isdigit() or character == "+")


def _time(value: dt.date | dt.datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', dates.machine(value), words)


@register.simple_tag(takes_context=True)
def channels(context: template.Context) -> list[navigation.Destination]:
    """The channels on top of the page."""
    return navigation.channels(context.get("community"), _path(context))


@register.simple_tag(takes_context=True)
def bottom_tabs(context: template.Context) -> list[navigation.Destination]:
    """The tabs at the bottom of a phone."""
    with_phone = context.get("display_mode", "standard") != "standard"
    return navigation.tabs(context.get("community"), _path(context), with_phone=with_phone)


@register.simple_tag
def flash(message: Any) -> SafeString:
    """A flash message as a banner."""
    return components.Banner(text=message.message, kind=MESSAGE_KINDS.get(message.level, "info")).render_html()


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, page: Any) -> str:
    """A page's address, through the request's own memory of the site's root paths."""
    return page.get_url(context.get("request")) or ""


@register.simple_tag(takes_context=True)
def printed_from(context: template.Context) -> str:
    """The address a printed sheet came from."""
    request = context.get("request")
    return request.build_absolute_uri(request.path) if request is not None else ""


def _path(context: template.Context) -> str:
    request = context.get("request")
    return request.path if request is not None else ""


BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac", "Mac"),
    ("Linux", "Linux"),
)


@register.simple_tag
def browser_name(user_agent: str) -> str:
    """What people call a browser: Chrome · Android; its own words where they say nothing known."""
    found = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, DEVICES)]
    return " · ".join(filter(None, found)) or user_agent[:60] or _("Unknown browser")


@register.simple_tag
def field_names(names: list[str]) -> str:
    """What the fields of a person are called, in one line."""
    from portal.accounts.enums import PERSONAL_FIELDS

    return pgettext("list", ", ").join(str(PERSONAL_FIELDS.get(name, name)) for name in names)
