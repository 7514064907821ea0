"""Which elections and registrations somebody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Case, Q, When

from governance.elections.enums import ACTIVE, PUBLIC_STAGES, Status
from portal import clock
from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Resident
from portal.communities.enums import Role
from portal.communities.query import CommunityScopedQuerySet
from portal.pages import PublicPageQuerySet

if TYPE_CHECKING:
    from governance.elections.models import Registration

STAFF_ROLES = (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR)


class ElectionQuerySet(CommunityScopedQuerySet):
    """Elections."""

    def public(self) -> Self:
        """Those that have been announced."""
        return self.filter(stage__in=PUBLIC_STAGES)


class ElectionPageQuerySet(PublicPageQuerySet):
    """Pages of elections."""

    def with_election(self) -> Self:
        """Together with the process they point at."""
        return self.select_related("election__community")


class RegistrationQuerySet(CommunityScopedQuerySet):
    """Registrations by reader and by state."""

    community_lookup = "election__community"

    def acted_for(self, user: Any) -> Self:
        """Those of whom `user` may take care today: her own, and those of whoever authorised her."""
        if not user.is_authenticated:
            return self.none()
        people = Resident.objects.actable_by(user, AuthorityScope.REGISTRATION)
        return self.filter(resident__in=people.order_by().values("pk"))

    def visible_to(self, user: Any) -> Self:
        """One's own and one's family's; staff see what has been sent in their community, never drafts."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(pk__in=self.model.objects.acted_for(user).values("pk"))
        sent = self.model.objects.staffed_by(user, *STAFF_ROLES).sent()
        return self.filter(mine | Q(pk__in=sent.values("pk")))

    def sent(self) -> Self:
        """Everything but drafts."""
        return self.exclude(status=Status.DRAFT).exclude(submitted_at=None)

    def active(self) -> Self:
        """Those that stand in the way of a second one."""
        return self.filter(status__in=ACTIVE)

    def waiting(self) -> Self:
        """Those the committee has to decide: first where the voter list comes first, then the oldest."""
        return self.filter(status=Status.SUBMITTED).order_by("election__list_on", "submitted_at", "pk")

    def most_urgent_first(self) -> Self:
        """What waits for the committee before what is done."""
        done = Case(When(status=Status.SUBMITTED, then=0), default=1)
        return self.order_by(done, "election__list_on", "submitted_at", "pk")

    def running_for(self, people: Any, election: Any) -> dict[int, UUID]:
        """Public ids of the registrations under way in an election, by the primary key of the voter."""
        found = self.active().filter(election=election, resident__in=people).exclude(status=Status.DRAFT)
        return dict(found.order_by().values_list("resident", "public_id"))

    def same_voter_elsewhere(self, registration: Registration) -> Self:
        """Running registrations with the same identity number in another community's election of this round."""
        if not registration.id_number_index:
            return self.none()
        day, reach = registration.election.election_day, registration.election.profile.cycle_days
        others = self.active().filter(id_number_index=registration.id_number_index)
        others = others.exclude(status=Status.DRAFT).exclude(election__community=registration.election.community_id)
        return others.filter(election__election_day__range=(clock.add_days(day, -reach), clock.add_days(day, reach)))

    def with_election(self) -> Self:
        """Together with what every list row shows."""
        return self.select_related("election__community", "resident")
