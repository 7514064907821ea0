"""What the room does when Wagtail reports an event."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import get_active_log_context

from notices.delivery.actions import announce
from notices.delivery.pages import AnnouncedPage


def announce_published_page(*, instance: Any, revision: Any, **_: Any) -> None:
    """Announce a page that just went live, in the transaction that published it."""
    if isinstance(instance, AnnouncedPage):
        announce(page=instance, revision=revision, actor=get_active_log_context().user or revision.user)
