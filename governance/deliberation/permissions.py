"""Who may say something, support, withdraw, moderate, advance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance.deliberation.enums import ContributionState
from portal.accounts.permissions import resident_of
from portal.communities.enums import Role
from portal.communities.permissions import holds

if TYPE_CHECKING:
    from governance.deliberation.models import Contribution, Topic
    from portal.communities.models import Community

WRITERS = frozenset({Role.OPERATOR, Role.MANAGER})
# Party organisation and committee decide together which topic goes on; the manager enters what they decided.
LEADERS = frozenset({Role.MANAGER})
MODERATORS = frozenset({Role.OPERATOR, Role.MANAGER})
READERS = frozenset({Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.COUNTY})


def is_resident_of(user: Any, community: Community | int) -> bool:
    """Whether the account belongs to a resident of this community."""
    resident = resident_of(user)
    wanted = community if isinstance(community, int) else community.pk
    return resident is not None and resident.community_id == wanted


def can_open_topic(user: Any, community: Community) -> bool:
    """Staff of the community put topics to its residents."""
    return holds(user, *WRITERS, community=community)


def can_advance_topic(user: Any, topic: Topic) -> bool:
    """The community's manager moves a topic on."""
    return holds(user, *LEADERS, community=topic.community_id)


def can_contribute(user: Any, topic: Topic) -> bool:
    """Residents of the community, while opinions are taken."""
    return topic.is_open and is_resident_of(user, topic.community_id)


def can_support(user: Any, contribution: Contribution) -> bool:
    """Residents of the community, while opinions are taken; not what one wrote oneself."""
    resident = resident_of(user)
    return (
        can_contribute(user, contribution.topic)
        and contribution.status == ContributionState.PUBLISHED
        and resident is not None
        and contribution.author_id != resident.pk
    )


def can_withdraw(user: Any, contribution: Contribution) -> bool:
    """One's own, while opinions are taken."""
    resident = resident_of(user)
    return (
        resident is not None
        and contribution.author_id == resident.pk
        and contribution.status == ContributionState.PUBLISHED
        and contribution.topic.is_open
    )


def can_moderate(user: Any, contribution: Contribution) -> bool:
    """Staff of the community, never what the author took back."""
    return contribution.status != ContributionState.WITHDRAWN and holds(
        user, *MODERATORS, community=contribution.topic.community_id
    )
