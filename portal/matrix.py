"""Who may do what, where: a table made by asking the code itself.

A room's `matrix.py` names its predicates, each with a sample of the thing it is asked about:

    rule(_("Open masked personal data"), can_reveal, lambda community: Resident(community_id=community))

The table asks every predicate on behalf of somebody who holds one post, about a thing of her own community and of another.
`docs/access-matrix.md` is this table; a test fails when the code and the page differ, so that every change of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from portal.communities.enums import COLLECTION_ROLES, COMMUNITY_ROLES, COUNTY_ROLES, PAGE_PERMISSIONS, Role

if TYPE_CHECKING:
    from portal.communities.models import StaffPost

OWN, OTHER = 1, 2
NOWHERE, EVERYWHERE, HERE = "", "●", "○"
# Police posts are given for the county or for one community: shown as the latter.
IN_A_COMMUNITY = COMMUNITY_ROLES | {Role.POLICE}

Sample = Callable[[int], Any]


@dataclass(frozen=True)
class Rule:
    """One thing that can be done, and how to ask whether somebody may."""

    room: str
    label: str | Promise
    allows: Callable[[Any, int], bool]
    has_place: bool = True


@dataclass(frozen=True)
class Row:
    """A line of the table: for every post, everywhere ●, in its own community ○, or not at all."""

    room: str
    label: str
    marks: dict[Role, str]


_RULES: list[Rule] = []


def rule(label: str | Promise, predicate: Callable[..., bool], sample: Sample | None = None) -> None:
    """Put a predicate into the table: `predicate(user)`, or with a sample `predicate(user, sample(community))`."""
    room = predicate.__module__.rpartition(".")[0]

    def allows(user: Any, community: int) -> bool:
        return predicate(user, sample(community)) if sample is not None else predicate(user)

    _RULES.append(Rule(room, label, allows, has_place=sample is not None))


def matrix() -> list[Row]:
    """The whole table: what the rooms' predicates allow, the admin's record screens, pages and files."""
    autodiscover_modules("matrix")
    return [*_predicates(), *_records(), *_pages()]


def as_markdown() -> str:
    """The table for `docs/access-matrix.md`."""
    roles = list(Role)
    lines = ["| | " + " | ".join(str(role.label) for role in roles) + " |", "| --- |" + " :-: |" * len(roles)]
    room = ""
    for row in matrix():
        if row.room != room:
            room = row.room
            lines.append(f"| **{room}** |" + " |" * len(roles))
        lines.append(f"| {row.label} | " + " | ".join(row.marks[role] for role in roles) + " |")
    return "\n".join(lines) + "\n"


def holder(role: Role) -> Any:
    """Somebody who holds this one post and nothing else; never stored."""
    from portal.accounts.models import User
    from portal.communities.permissions import CACHE

    user = User(pk=-1, username=f"holder-{role}")
    setattr(user, CACHE, [_post(role)])
    return user


def _post(role: Role) -> StaffPost:
    from portal.communities.models import StaffPost

    return StaffPost(user_id=-1, role=role, community_id=OWN if role in IN_A_COMMUNITY else None)


def _predicates() -> Iterator[Row]:
    for each in sorted(_RULES, key=lambda one: one.room):
        yield Row(_title(each.room), str(each.label), {role: _mark(each, role) for role in Role})


def _title(room: str) -> str:
    config = apps.get_containing_app_config(f"{room}.permissions")
    return str(config.verbose_name) if config is not None else room


def _mark(each: Rule, role: Role) -> str:
    user = holder(role)
    if not each.has_place:
        # Asked about no thing: what it opens is scoped by `visible_to`.
        return _scope_mark(role, each.allows(user, OWN))
    own, other = each.allows(user, OWN), each.allows(user, OTHER)
    return EVERYWHERE if own and other else HERE if own else NOWHERE


def _records() -> Iterator[Row]:
    """What the permission policies of the admin's record screens say."""
    from portal.communities.permissions import PostPermissionPolicy

    verbs = {"add": _("add"), "change": _("change"), "delete": _("delete or end"), "view": _("see")}
    for model in sorted(apps.get_models(), key=lambda one: one._meta.label_lower):
        policy = policy_registry.get_by_type(model, fallback=False) if model in _own_models() else None
        if isinstance(policy, PostPermissionPolicy):
            for action, roles in sorted(policy.roles.items()):
                label = f"{model._meta.verbose_name}: {verbs.get(action, action)}"
                yield Row(_("Records in the admin"), label, {role: _scope_mark(role, role in roles) for role in Role})


def _own_models() -> set[Any]:
    return {model for model in apps.get_models() if not model.__module__.startswith(("wagtail", "django", "allauth"))}


def _pages() -> Iterator[Row]:
    for action in sorted({action for actions in PAGE_PERMISSIONS.values() for action in actions}):
        allowed = {role for role, actions in PAGE_PERMISSIONS.items() if action in actions}
        yield Row(_("Pages and files"), f"{_('pages')}: {action}", {r: _scope_mark(r, r in allowed) for r in Role})
    allowed = set(COLLECTION_ROLES)
    yield Row(_("Pages and files"), _("pictures and documents"), {r: _scope_mark(r, r in allowed) for r in Role})


def _scope_mark(role: Role, allowed: bool) -> str:
    if not allowed:
        return NOWHERE
    return EVERYWHERE if role in COUNTY_ROLES else HERE
