"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.deliberation.models import Contribution, Topic
from governance.deliberation.permissions import can_advance_topic, can_moderate, can_open_topic
from portal.communities.models import Community
from portal.matrix import rule

rule(_("Open a topic"), can_open_topic, lambda community: Community(pk=community))
rule(_("Move a topic on"), can_advance_topic, lambda community: Topic(community_id=community))
rule(
    _("Hide and restore contributions"),
    can_moderate,
    lambda community: Contribution(topic=Topic(community_id=community)),
)
