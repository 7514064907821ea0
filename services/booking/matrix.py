"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Resident
from portal.communities.models import Community
from portal.matrix import rule
from services.booking.models import Booking, Offering, Slot
from services.booking.permissions import can_handle_booking, can_see_day_list


def _booking(community: int) -> Booking:
    slot = Slot(offering=Offering(community_id=community))
    return Booking(slot=slot, beneficiary=Resident(community_id=community))


rule(_("Handle bookings"), can_handle_booking, _booking)
rule(_("See the list of the day"), can_see_day_list, lambda community: Community(pk=community))
