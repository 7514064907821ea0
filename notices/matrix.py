"""This room's lines of the table of who may do what."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from notices.enums import NoticeKind
from notices.permissions import can_issue_bulletin, can_write_notice
from portal.communities.models import Community
from portal.matrix import rule


def _write(kind: NoticeKind, user: Any, community: Community) -> bool:
    return can_write_notice(user, kind, community)


for _kind in NoticeKind:
    _predicate = partial(_write, _kind)
    _predicate.__module__ = can_write_notice.__module__  # type: ignore[attr-defined]
    rule(_kind.label, _predicate, lambda community: Community(pk=community))
rule(_("Issue an incident bulletin"), can_issue_bulletin, lambda community: Community(pk=community))
