"""Kinds of entry, of facility and of bill; how the portal honours a system; how an entry's check stands."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(TextChoices):
    """What an entry is about, in the order the list shows them."""

    HOTLINE = "hotline", _("Phone numbers to know")
    GUIDE = "guide", _("Getting things done")
    PAYMENT = "payment", _("Paying bills")
    FACILITY = "facility", _("Facilities nearby")
    SYSTEM = "system", _("Apps and platforms")


class FacilityKind(TextChoices):
    """Convenience facilities (indicator 9 names the first three) and where to charge (indicator 5)."""

    PARCEL_LOCKER = "parcel_locker", pgettext_lazy("facility", "parcel lockers")
    VENDING = "vending", pgettext_lazy("facility", "vending machines")
    WATER = "water", pgettext_lazy("facility", "drinking-water dispensers")
    CHARGING = "charging", pgettext_lazy("facility", "e-bike charging")
    CANTEEN = "canteen", pgettext_lazy("facility", "canteen")
    CLINIC = "clinic", pgettext_lazy("facility", "health station")
    OTHER = "other", pgettext_lazy("facility", "other")


# Counted by indicator 9; charging belongs to indicator 5, canteens and health stations to others.
CONVENIENCE = frozenset({FacilityKind.PARCEL_LOCKER, FacilityKind.VENDING, FacilityKind.WATER, FacilityKind.OTHER})


class Bill(TextChoices):
    """The five bills of indicator 10; each has a field `pays_<bill>`."""

    WATER = "water", pgettext_lazy("bill", "water")
    ELECTRICITY = "electricity", pgettext_lazy("bill", "electricity")
    GAS = "gas", pgettext_lazy("bill", "gas")
    HEATING = "heating", pgettext_lazy("bill", "heating")
    PROPERTY = "property", pgettext_lazy("bill", "property fee")

    @property
    def field(self) -> str:
        """The entry's field that says whether this bill is paid there."""
        return f"pays_{self.value}"


class Honour(TextChoices):
    """How the portal stands to an outside system."""

    OWN = "own", _("a function of this portal")
    LINK = "link", _("linked from here")
    API = "api", _("data connection, where its owner allows it")
    IMPORT = "import", _("figures taken over as files")
    OFFLINE = "offline", _("by phone or at the counter")
    NOTICE = "notice", _("its notices appear here")


class Room(TextChoices):
    """A room of this portal that does what an outside system does too."""

    NOTICES = "notices", pgettext_lazy("room", "Notices")
    DISCLOSURE = "disclosure", pgettext_lazy("room", "Open affairs")
    DELIBERATION = "deliberation", pgettext_lazy("room", "Deliberation")
    ELECTIONS = "elections", pgettext_lazy("room", "Elections")
    SERVICES = "services", pgettext_lazy("room", "Bookable services")


class CheckState(TextChoices):
    """How old the last check of an entry is."""

    FRESH = "fresh", pgettext_lazy("entry", "checked")
    STALE = "stale", _("please ring before you go")
    NEVER = "never", _("not checked yet")
