"""For whom somebody may book: herself, and whoever authorised her."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.enums import AuthorityScope
from portal.accounts.models import Authority, Resident
from portal.accounts.permissions import resident_of


@dataclass(frozen=True)
class Person:
    """Somebody `user` may book for. The name is opened for her only, on her own pages."""

    resident: Resident
    relation: str = ""
    is_self: bool = False

    @property
    def public_id(self) -> uuid.UUID:
        """The resident's."""
        return self.resident.public_id

    @property
    def name(self) -> str:
        """The open name."""
        return self.resident.name.reveal()

    @property
    def label(self) -> str:
        """王秀兰（本人）, 陈德厚（父亲）."""
        remark = _("myself") if self.is_self else self.relation
        return _("%(name)s (%(relation)s)") % {"name": self.name, "relation": remark} if remark else self.name


def people_for(user: Any) -> list[Person]:
    """Herself first, then those whose authority for bookings runs today."""
    own = resident_of(user)
    found = [Person(own, is_self=True)] if own is not None else []
    authorities = Authority.objects.active().covering(AuthorityScope.BOOKING).filter(agent__user=user)
    seen = {person.resident.pk for person in found}
    for authority in authorities.select_related("principal").order_by("pk"):
        if authority.principal_id not in seen:
            seen.add(authority.principal_id)
            found.append(Person(authority.principal, relation=authority.relation))
    return found


def person_for(user: Any, resident: Resident) -> Person | None:
    """How `user` is related to this resident; None where she may not act for her."""
    return next((person for person in people_for(user) if person.resident.pk == resident.pk), None)
