"""Who holds a post where: the predicates every room builds its own on, and the policy of its admin views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from portal.communities.enums import Role

if TYPE_CHECKING:
    from portal.communities.models import Community, StaffPost

CACHE = "_active_posts"


def posts_of(user: Any) -> list[StaffPost]:
    """The posts `user` holds today; asked once per user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    if not hasattr(user, CACHE):
        setattr(user, CACHE, list(user.posts.active().select_related("community")))
    return getattr(user, CACHE)


def forget_posts(user: Any) -> None:
    """Drop what `posts_of` remembers, after a post was granted or ended."""
    user.__dict__.pop(CACHE, None)


def holds(user: Any, *roles: Role, community: Community | int | None = None) -> bool:
    """Whether `user` holds one of `roles` today, in `community` where one is given (county posts reach everywhere)."""
    wanted = community if isinstance(community, int) or community is None else community.pk
    return any(
        (not roles or post.role in roles) and (wanted is None or post.community_id in (None, wanted))
        for post in posts_of(user)
    )


def scope_of(user: Any, roles: Iterable[Role] = ()) -> list[int] | None:
    """Primary keys of the communities in which `user` holds one of `roles`; None stands for the whole county."""
    wanted = set(roles)
    posts = [post for post in posts_of(user) if not wanted or post.role in wanted]
    if any(post.community_id is None for post in posts):
        return None
    return sorted({post.community_id for post in posts if post.community_id is not None})


def can_grant_posts(user: Any) -> bool:
    """Posts are granted and ended by the security administrator."""
    return holds(user, Role.SECURITY)


def can_approve_post(user: Any, post: StaffPost) -> bool:
    """Somebody other than who proposed it and whom it is for: a second security administrator, the county for a
    community's posts, that community's manager for its operators, the system administrator for county posts."""
    if user.pk in (post.granted_by_id, post.user_id) or post.approved_at is not None:
        return False
    if holds(user, Role.SECURITY):
        return True
    if post.community_id is None:
        return holds(user, Role.OPS) and post.role != Role.OPS
    return holds(user, Role.COUNTY) or (
        post.role == Role.OPERATOR and holds(user, Role.MANAGER, community=post.community_id)
    )


def can_end_post(user: Any, post: StaffPost) -> bool:
    """The security administrator ends any post at once, alone: taking away is never delayed."""
    return holds(user, Role.SECURITY)


def can_see_matrix(user: Any) -> bool:
    """Whoever grants, approves or audits sees who may do what."""
    return holds(user, Role.SECURITY, Role.AUDIT, Role.OPS, Role.COUNTY, Role.MANAGER)


def can_manage_community(user: Any, community: Community) -> bool:
    """Master data of a community: its manager, the county, the system administrator."""
    return holds(user, Role.MANAGER, Role.COUNTY, Role.OPS, community=community)


class PostPermissionPolicy(BasePermissionPolicy):
    """Wagtail permission policy that asks posts instead of Django permissions, limited to the post's community.

    `roles` maps an action (`add`, `change`, `delete`, `view`) to the roles that may do it; `community_path` is the
    lookup from the model to its community, empty for the community itself.
    """

    def __init__(
        self, model: type[Model] | str, roles: Mapping[str, frozenset[Role]], community_path: str = "community"
    ) -> None:
        super().__init__(model)
        self.roles = roles
        self.community_path = community_path

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the user may do `action` on some record."""
        allowed = self._allowed([action])
        return bool(allowed) and holds(user, *allowed)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """Whether the user may do `action` on this record."""
        allowed = self._allowed([action])
        return bool(allowed) and holds(user, *allowed, community=self._community_id(instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Records the user may do one of `actions` on."""
        allowed = self._allowed(actions)
        manager = self.model._default_manager
        if not allowed or not holds(user, *allowed):
            return manager.none()
        scope = scope_of(user, allowed)
        return manager.all() if scope is None else manager.filter(**{f"{self.community_path or 'pk'}__in": scope})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Users who hold a post that may do one of `actions`."""
        from portal.communities.models import StaffPost

        allowed = self._allowed(actions)
        posts = StaffPost.objects.active().of_roles(allowed)
        return get_user_model()._default_manager.filter(is_active=True, pk__in=posts.values("user"))

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Model) -> QuerySet[Any]:
        """Users who may do one of `actions` on this record."""
        from portal.communities.models import StaffPost

        allowed = self._allowed(actions)
        scope = Q(community=None) | Q(community=self._community_id(instance))
        posts = StaffPost.objects.active().of_roles(allowed).filter(scope)
        return get_user_model()._default_manager.filter(is_active=True, pk__in=posts.values("user"))

    def _allowed(self, actions: Iterable[str]) -> frozenset[Role]:
        return frozenset(role for action in actions for role in self.roles.get(action, ()))

    def _community_id(self, instance: Model) -> int | None:
        value: Any = instance
        for step in filter(None, self.community_path.split("__")):
            value = getattr(value, step)
        return value.pk if value is not None else None
