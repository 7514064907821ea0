"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notices.delivery.models import Announcement, OutboxItem
from notices.delivery.permissions import can_retry_delivery, can_see_reach
from portal.matrix import rule

rule(_("See whom an announcement has reached"), can_see_reach, lambda community: Announcement(community_id=community))
rule(
    _("Set a failed delivery going again"),
    can_retry_delivery,
    lambda community: OutboxItem(announcement=Announcement(community_id=community)),
)
