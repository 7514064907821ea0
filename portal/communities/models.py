"""Community 社区, Estate 小区, Building 楼栋, and the posts that staff hold."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.communities.enums import COMMUNITY_ROLES, COUNTY_ROLES, OrgType, Role
from portal.communities.query import CommunityQuerySet, CommunityScopedQuerySet, StaffPostQuerySet

# First steps of addresses that belong to the site itself.
RESERVED_KEYS = frozenset(
    [
        *(
            "accessibility",
            "accounts",
            "admin",
            "api",
            "demo",
            "directory",
            "django-admin",
            "documents",
            "health",
            "help",
        ),
        *("me", "media", "metrics", "notices", "patterns", "preferences", "privacy", "report", "search", "static"),
    ]
)


class Community(models.Model):
    """A residential community: one row here and one subtree of the page tree."""

    key = models.SlugField(
        pgettext_lazy("identifier", "key"),
        unique=True,
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Lower-case letters, digits and hyphens only."))],
        help_text=_("First part of the community's address, for example longshan."),
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    org_type = models.CharField(_("kind"), max_length=20, choices=OrgType.choices, default=OrgType.URBAN)
    address = models.CharField(_("office address"), max_length=200, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=120, blank=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True)
    duty_phone = models.CharField(_("duty phone, day and night"), max_length=30, blank=True)
    police_station = models.CharField(_("police station"), max_length=80, blank=True)
    police_phone = models.CharField(_("police station's phone"), max_length=30, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    households_total = models.PositiveIntegerField(_("households"), null=True, blank=True)
    root_page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="community",
        verbose_name=_("home page"),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, null=True, editable=False, related_name="community"
    )
    is_open = models.BooleanField(_("open to residents"), default=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key__in=sorted(RESERVED_KEYS)),
                name="community_key_not_reserved",
                violation_error_message=_("This key is the address of another part of the site."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The English name for readers of English, where there is one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Estate(models.Model):
    """A residential estate 小区 (compound). What it has (gates, lifts, detection) is counted by indicators 5, 12, 13, 15."""

    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="estates", verbose_name=_("community")
    )
    name = models.CharField(_("name"), max_length=80)
    is_gated = models.BooleanField(_("gated"), null=True, blank=True, help_text=_("Leave open if not yet surveyed."))
    has_ebikes = models.BooleanField(_("residents keep e-bikes"), null=True, blank=True)

    objects = CommunityScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("estate")
        verbose_name_plural = _("estates")
        ordering = ["community", "pk"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="estate_name_unique")]

    def __str__(self) -> str:
        return self.name


class BuildingQuerySet(CommunityScopedQuerySet):
    """Buildings reach their community through the estate."""

    community_lookup = "estate__community"


class Building(models.Model):
    """A building of an estate; 19 storeys and more fall under indicator 14, lifts under 15."""

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="buildings", verbose_name=_("estate"))
    name = models.CharField(_("name"), max_length=40)
    storeys = models.PositiveSmallIntegerField(_("storeys"), null=True, blank=True)
    lifts = models.PositiveSmallIntegerField(_("lifts"), null=True, blank=True)

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["estate", "pk"]
        constraints = [models.UniqueConstraint(fields=["estate", "name"], name="building_name_unique")]

    def __str__(self) -> str:
        return self.name


class StaffPost(models.Model):
    """A post: a person, a role, its scope and its time. Groups and permissions follow from it, never the other way round."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts", verbose_name=_("person")
    )
    role = models.CharField(_("post"), max_length=20, choices=Role.choices)
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("community"),
        help_text=_("Empty means the whole county."),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("granted by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)

    objects = StaffPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff post")
        verbose_name_plural = _("staff posts")
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=sorted(COMMUNITY_ROLES)) | Q(community__isnull=False),
                name="post_community_required",
                violation_error_message=_("This post belongs to one community: choose it."),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(COUNTY_ROLES)) | Q(community__isnull=True),
                name="post_county_wide",
                violation_error_message=_("This post is for the whole county: leave the community empty."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_start",
                violation_error_message=_("The post ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | (~Q(approved_by=F("granted_by")) & ~Q(approved_by=F("user"))),
                name="post_two_people",
                violation_error_message=_("Somebody else has to approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"

    @property
    def is_active_today(self) -> bool:
        """Whether the post counts today: approved, begun, not over."""
        today = timezone.localdate()
        begun = self.approved_at is not None and self.valid_from <= today
        return begun and (self.valid_to is None or self.valid_to >= today)
