"""This room's line of the table of who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.audit.permissions import can_read_log
from portal.matrix import rule

rule(_("Read, verify and export the operation log"), can_read_log)
