"""Keeping Wagtail's groups, page and collection permissions and workflows in step with posts and communities."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.communities.enums import (
    COLLECTION_PERMISSIONS,
    COLLECTION_ROLES,
    PAGE_PERMISSIONS,
    POLICE_SECTION,
    Role,
)
from portal.communities.models import Community, StaffPost
from portal.communities.permissions import forget_posts


def group_name(role: str, community: Community | None) -> str:
    """Name of the Wagtail group behind a role in a community, or in the county."""
    return f"{community.key if community else 'county'}:{role}"


def sync_user_groups(user: Any) -> None:
    """Make the user's groups exactly those of today's posts."""
    forget_posts(user)
    posts = StaffPost.objects.active().filter(user=user).select_related("community")
    names = {group_name(post.role, post.community) for post in posts}
    user.groups.set([ensure_group(name) for name in sorted(names)])


def ensure_group(name: str) -> Group:
    """The group of this name; every post opens the admin."""
    group, created = Group.objects.get_or_create(name=name)
    if created:
        admin_access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        group.permissions.set(admin_access)
    return group


@transaction.atomic
def sync_community(community: Community) -> None:
    """Create the community's collection, groups, page and collection permissions and its approval workflow."""
    if community.collection is None:
        existing = Collection.get_first_root_node().get_children().filter(name=community.name).first()
        community.collection = existing or Collection.get_first_root_node().add_child(name=community.name)
        community.save(update_fields=["collection"])
    for role in (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE):
        _sync_group(role, community, community.root_page, community.collection)
    _allow_pages(ensure_group(group_name(Role.POLICE, None)), Role.POLICE, community.root_page)
    _sync_workflow(community)


@transaction.atomic
def sync_county(county_page: Page) -> None:
    """The same for posts of the whole county."""
    root = Collection.get_first_root_node()
    for role in (Role.COUNTY, Role.POLICE, Role.SECURITY, Role.AUDIT, Role.OPS):
        _sync_group(role, None, county_page, root)


def _sync_group(role: Role, community: Community | None, page: Page | None, collection: Collection) -> None:
    group = ensure_group(group_name(role, community))
    _allow_pages(group, role, page)
    GroupCollectionPermission.objects.filter(group=group).delete()
    if role in COLLECTION_ROLES:
        for permission in Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=COLLECTION_PERMISSIONS
        ):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)


def _allow_pages(group: Group, role: Role, page: Page | None) -> None:
    if page is None:
        return
    target = page if role != Role.POLICE else Page.objects.child_of(page).filter(slug=POLICE_SECTION).first()
    if target is None:
        return
    for codename in PAGE_PERMISSIONS.get(role, ()):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=target, permission=permission)


def _sync_workflow(community: Community) -> None:
    """Drafts of the community's operators go to its managers for approval."""
    if community.root_page is None:
        return
    name = f"{community.name}审核"
    workflow, _created = Workflow.objects.get_or_create(name=name)
    task, _created = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.set(Group.objects.filter(name=group_name(Role.MANAGER, community)))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=community.root_page, defaults={"workflow": workflow})
