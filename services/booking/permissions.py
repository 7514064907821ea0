"""Who may book, cancel and keep the books of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accounts.enums import AuthorityScope
from portal.accounts.permissions import can_act_for
from portal.communities.enums import Role
from portal.communities.permissions import holds

if TYPE_CHECKING:
    from portal.communities.models import Community
    from services.booking.models import Booking

# Who runs the service day by day, and who decides what is offered.
HANDLERS = frozenset({Role.OPERATOR, Role.MANAGER})
KEEPERS = frozenset({Role.OPERATOR, Role.MANAGER})
VIEWERS = frozenset({Role.OPERATOR, Role.MANAGER, Role.COUNTY})


def can_cancel_booking(user: Any, booking: Booking) -> bool:
    """The person herself and whoever may book for her today; staff cancel as the provider, with a reason."""
    return can_act_for(user, booking.beneficiary, AuthorityScope.BOOKING)


def can_handle_booking(user: Any, booking: Booking) -> bool:
    """Staff of the community; never in their own matter."""
    community_id = booking.slot.offering.community_id
    return booking.beneficiary.user_id != user.pk and holds(user, *HANDLERS, community=community_id)


def can_see_day_list(user: Any, community: Community) -> bool:
    """Those who give the service in this community."""
    return holds(user, *HANDLERS, community=community)
