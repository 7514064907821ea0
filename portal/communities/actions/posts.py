"""Posts: the security administrator grants, somebody else approves, both end them; what is over lapses by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.audit.actions import record
from portal.communities.actions.groups import sync_user_groups
from portal.communities.enums import SEPARATED_ROLES, Role
from portal.communities.models import Community, StaffPost
from portal.communities.permissions import can_approve_post, can_end_post, can_grant_posts, posts_of


@transaction.atomic
def grant_post(
    *,
    user: Any,
    role: Role,
    community: Community | None,
    granted_by: Any,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> StaffPost:
    """Propose a post for `user`; it counts once somebody else approves it (`approve_post`).

    `granted_by` is None only while the site is set up from the command line: then it counts at once. Raises
    PermissionDenied for anyone but the security administrator, ValidationError when the post contradicts a rule.
    """
    if granted_by is not None and not can_grant_posts(granted_by):
        raise PermissionDenied
    if granted_by is not None and granted_by.pk == user.pk:
        raise ValidationError(_("Nobody grants a post to themselves."))
    today = timezone.localdate()
    post = StaffPost(
        user=user,
        role=role,
        community=community,
        granted_by=granted_by,
        valid_from=valid_from or today,
        valid_to=valid_to,
        approved_at=timezone.now() if granted_by is None else None,
    )
    post.full_clean()
    held = set(StaffPost.objects.not_over().filter(user=user, role__in=SEPARATED_ROLES).values_list("role", flat=True))
    if role in SEPARATED_ROLES and held - {role}:
        raise ValidationError(_("Security, audit and system administration are kept apart: nobody holds two of them."))
    post.save()
    if post.approved_at:
        sync_user_groups(user)
    action = "post.grant" if post.approved_at else "post.request"
    record(actor=granted_by, action=action, target=post, community=community, data={"role": str(role)})
    return post


@transaction.atomic
def approve_post(*, post: StaffPost, actor: Any) -> StaffPost:
    """The second person's yes: the post counts from now on. Raises ValidationError when it is decided already."""
    if not can_approve_post(actor, post):
        raise PermissionDenied
    now = timezone.now()
    if not StaffPost.objects.waiting().filter(pk=post.pk).update(approved_at=now, approved_by=actor):
        raise ValidationError(_("Somebody else has just decided this."))
    post.approved_at, post.approved_by = now, actor
    sync_user_groups(post.user)
    record(actor=actor, action="post.grant", target=post, community=post.community, data={"role": post.role})
    return post


@transaction.atomic
def end_post(*, post: StaffPost, ended_by: Any) -> StaffPost:
    """End a post as of yesterday, and take away the groups that followed from it.

    Whoever has no post left has left: pages locked for editing become free, so that the work goes on.
    """
    if ended_by is not None and not can_end_post(ended_by, post):
        raise PermissionDenied
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    post.valid_from = min(post.valid_from, yesterday)
    post.valid_to = yesterday
    post.save(update_fields=["valid_from", "valid_to"])
    sync_user_groups(post.user)
    freed = _free_pages(post.user) if not posts_of(post.user) else 0
    record(actor=ended_by, action="post.end", target=post, community=post.community,
           data={"role": post.role, "pages_unlocked": freed})  # fmt: skip
    return post


def lapse_posts() -> int:
    """Bring the groups of everybody in step whose post has begun or run out by itself; return how many changed. Nightly."""
    changed = 0
    people = get_user_model()._default_manager.filter(posts__isnull=False).distinct()
    for user in people.iterator():
        before = set(user.groups.values_list("name", flat=True))
        with transaction.atomic():
            sync_user_groups(user)
            after = set(user.groups.values_list("name", flat=True))
            if before != after:
                changed += 1
                if not posts_of(user):
                    _free_pages(user)
                gone, new = sorted(before - after), sorted(after - before)
                record(actor=None, action="post.lapse", target=user, data={"lost": gone, "gained": new})
    return changed


def _free_pages(user: Any) -> int:
    return Page.objects.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
