"""Admin registration of the notices."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from notices.components import NoticeWorkPanel
from notices.models import NoticePage
from notices.permissions import can_write_notice


@hooks.register("before_create_page")
def refuse_foreign_kind(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Not everyone who may add pages here writes every kind: the police don't write the office's notices."""
    if issubclass(page_class, NoticePage):
        _check(request, page_class, parent.specific)


@hooks.register("before_edit_page")
def refuse_foreign_edit(request: HttpRequest, page: Page) -> None:
    """The same for changing them."""
    if isinstance(page.specific, NoticePage):
        _check(request, type(page.specific), page.specific)


@hooks.register("construct_homepage_panels")
def add_work_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Drafts and outdated notices, on the dashboard of those who have some."""
    panel = NoticeWorkPanel(request.user)
    if panel.has_content:
        panels.append(panel)


def _check(request: HttpRequest, page_class: type[NoticePage], place: Any) -> None:
    if not can_write_notice(request.user, page_class.kind, place.owning_community):
        raise PermissionDenied
