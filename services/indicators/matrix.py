"""This room's lines of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.communities.models import Community
from portal.matrix import rule
from services.indicators.permissions import can_refresh, can_view_panel

rule(_("See the panel"), can_view_panel)
rule(_("Have the live figures counted anew"), can_refresh, lambda community: Community(pk=community))
