"""Kinds of community and kinds of staff post."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrgType(TextChoices):
    """Which law applies: the Organic Law of Urban Residents' Committees or that of Villagers' Committees.

    Former villages with an unfinished reform of their collective property have an urban body under rural rules.
    """

    URBAN = "urban", _("Urban community")
    TRANSITIONAL = "transitional", _("Village turned community")
    VILLAGE = "village", _("Village")


class Role(TextChoices):
    """The posts. The three administrators at the end are kept apart: nobody holds two of them (MLPS level 3)."""

    OPERATOR = "operator", _("Community operator")
    MANAGER = "manager", _("Community manager")
    SUPERVISOR = "supervisor", _("Supervision committee member")
    POLICE = "police", _("Police officer")
    COUNTY = "county", _("County operator")
    SECURITY = "security", _("Security administrator")
    AUDIT = "audit", _("Audit administrator")
    OPS = "ops", _("System administrator")


COMMUNITY_ROLES = frozenset({Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR})
COUNTY_ROLES = frozenset({Role.COUNTY, Role.SECURITY, Role.AUDIT, Role.OPS})
SEPARATED_ROLES = frozenset({Role.SECURITY, Role.AUDIT, Role.OPS})

# What a post may do in the page tree below its scope, and with pictures and files of its collection.
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.OPERATOR: ("add", "change"),
    Role.MANAGER: ("add", "change", "publish", "lock", "unlock"),
    Role.POLICE: ("add", "change", "publish"),
    Role.COUNTY: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
COLLECTION_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
COLLECTION_ROLES = frozenset({Role.OPERATOR, Role.MANAGER, Role.COUNTY, Role.POLICE})
# The police publish among the notices only.
POLICE_SECTION = "notices"
