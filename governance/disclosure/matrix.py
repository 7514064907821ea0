"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.disclosure.permissions import can_see_open_duties, can_watch_items, can_write_disclosure
from portal.communities.models import Community
from portal.matrix import rule

rule(_("Write disclosures"), can_write_disclosure, lambda community: Community(pk=community))
rule(_("See what is due for disclosure"), can_see_open_duties)
rule(_("Choose which deadlines are watched"), can_watch_items)
