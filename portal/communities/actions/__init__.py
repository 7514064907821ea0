"""Writes of the communities' room."""

from __future__ import annotations

from portal.communities.actions.groups import (
    ensure_group,
    group_name,
    sync_community,
    sync_county,
    sync_user_groups,
)
from portal.communities.actions.posts import approve_post, end_post, grant_post, lapse_posts

__all__ = [
    "approve_post",
    "end_post",
    "ensure_group",
    "grant_post",
    "group_name",
    "lapse_posts",
    "sync_community",
    "sync_county",
    "sync_user_groups",
]
