"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.matrix import rule
from services.directory.models import DirectoryEntry
from services.directory.permissions import can_keep

rule(_("Keep a community's entries"), can_keep, lambda community: DirectoryEntry(community_id=community))
rule(_("Keep the county's entries"), can_keep, lambda community: DirectoryEntry(community_id=None))
