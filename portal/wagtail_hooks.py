"""What the admin gets from no single room: the site's colours."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def site_colours() -> SafeString:
    """The site's colours and Chinese fonts in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def site_scripts() -> SafeString:
    """Date pickers and inline panels without inline scripts, and the warning before a session ends."""
    return format_html(
        '<script src="{}"></script><script src="{}" defer></script>', static("js/wagtail-init.js"), static("js/idle.js")
    )
