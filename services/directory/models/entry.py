"""One entry of the directory: whom to ring, where to go, where to pay, which app does what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.communities.models import Community, Estate
from services.directory.enums import Bill, CheckState, EntryKind, FacilityKind, Honour, Room
from services.directory.freshness import check_state
from services.directory.query import DirectoryEntryQuerySet


class DirectoryEntry(models.Model):
    """An entry of one community, or of the whole county where `community` is empty.

    The 37 systems named in the communities' self-assessments are entries with a `key`, so that none of them is dropped.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(
        pgettext_lazy("identifier", "key"),
        max_length=40,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Of entries that come with the portal."),
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directory_entries",
        verbose_name=_("community"),
        help_text=_("Empty means the whole county."),
    )
    estate = models.ForeignKey(
        Estate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directory_entries",
        verbose_name=_("estate"),
        help_text=_("Empty means the whole community."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    facility = models.CharField(_("kind of facility"), max_length=16, choices=FacilityKind.choices, blank=True)
    units = models.PositiveSmallIntegerField(
        _("number of devices"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Machines or cabinets at this place."),
    )
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    good_for = models.CharField(_("what it is good for"), max_length=160, help_text=_("One sentence in plain words."))
    good_for_en = models.CharField(_("what it is good for, in English"), max_length=240, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    second_phone = models.CharField(_("second phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    materials = models.TextField(_("what to bring"), blank=True, max_length=1000, help_text=_("One thing per line."))
    link = models.URLField(
        _("link"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Begins with https://."),
    )
    find_as = models.CharField(
        _("name to look for"), max_length=80, blank=True,
        help_text=_("As it is found in WeChat or an app store: mini-programs and official accounts can't be opened by a link."),
    )  # fmt: skip
    pays_water = models.BooleanField(pgettext_lazy("bill", "water"), default=False)
    pays_electricity = models.BooleanField(pgettext_lazy("bill", "electricity"), default=False)
    pays_gas = models.BooleanField(pgettext_lazy("bill", "gas"), default=False)
    pays_heating = models.BooleanField(pgettext_lazy("bill", "heating"), default=False)
    pays_property = models.BooleanField(pgettext_lazy("bill", "property fee"), default=False)
    honour = models.CharField(_("how this portal stands to it"), max_length=40, blank=True, editable=False)
    room = models.CharField(_("done here under"), max_length=16, choices=Room.choices, blank=True, editable=False)
    is_behind_scenes = models.BooleanField(_("used by staff only"), default=False)
    order = models.PositiveSmallIntegerField(
        _("place in the list"), default=50, help_text=_("Small numbers stand first.")
    )
    checked_on = models.DateField(_("last checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    is_published = models.BooleanField(_("residents see it"), default=True)

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        ordering = ["order", "name", "pk"]
        indexes = [models.Index(fields=["kind", "community"], name="directory_kind_community")]
        constraints = [
            models.CheckConstraint(
                condition=Q(estate=None) | Q(community__isnull=False),
                name="entry_estate_needs_community",
                violation_error_message=_("An estate belongs to a community: choose it too."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="entry_link_is_https",
                violation_error_message=_("Links begin with https://."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.HOTLINE, phone=""),
                name="entry_hotline_has_phone",
                violation_error_message=_("Enter the number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.FACILITY, facility=""),
                name="entry_facility_has_kind",
                violation_error_message=_("Choose the kind of facility."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.PAYMENT)
                | Q(pays_water=True)
                | Q(pays_electricity=True)
                | Q(pays_gas=True)
                | Q(pays_heating=True)
                | Q(pays_property=True),
                name="entry_payment_names_bill",
                violation_error_message=_("Say which bills are paid there."),
            ),
            models.UniqueConstraint(
                fields=["community", "kind", "name", "address"],
                name="entry_once_per_place",
                violation_error_message=_("This entry exists already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The entry's own page, within its community or the county."""
        if self.community is None:
            return reverse("county_directory_entry", args=[self.public_id])
        return reverse("directory_entry", args=[self.community.key, self.public_id])

    @property
    def local_name(self) -> str:
        """The name in the reader's language, Chinese where there is no other."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def local_good_for(self) -> str:
        """What it is good for, in the reader's language."""
        return self.good_for_en if self.good_for_en and get_language() == "en" else self.good_for

    @property
    def bills(self) -> list[Bill]:
        """Which of the five bills are paid there."""
        return [bill for bill in Bill if getattr(self, bill.field)]

    @property
    def honours(self) -> list[Honour]:
        """How the portal stands to this system."""
        return [Honour(code) for code in self.honour.split("+") if code]

    @property
    def things_to_bring(self) -> list[str]:
        """The lines of `materials`."""
        return [line.strip() for line in self.materials.splitlines() if line.strip()]

    @property
    def check_state(self) -> CheckState:
        """How the last check stands today."""
        return check_state(self.checked_on, clock.today())
