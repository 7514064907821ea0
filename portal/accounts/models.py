"""User (who signs in), Resident (who lives here), Authority (who may act for whom)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import AuthorityChannel, DisplayMode, Language
from portal.accounts.query import AuthorityQuerySet, ResidentQuerySet
from portal.communities.models import Building, Community, Estate
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.normalise import normalise_identity_number, normalise_phone


class User(AbstractUser):
    """An account. Names of people stand sealed in `Resident`; the account itself carries a nickname only."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nickname = models.CharField(
        _("nickname"), max_length=30, blank=True, help_text=_("Shown to others instead of your name.")
    )
    phone = SealedField(_("mobile phone"), max_plain=20, blank=True)
    phone_index = BlindIndexField(source="phone", normalise=normalise_phone, unique=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    display_mode = models.CharField(
        _("display"), max_length=12, choices=DisplayMode.choices, default=DisplayMode.STANDARD
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.CHINESE)

    REQUIRED_FIELDS = []  # type: ignore[misc]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The nickname, or else the account's name: never a person's sealed name."""
        return self.nickname or self.username

    def get_short_name(self) -> str:
        """As `get_full_name`."""
        return self.get_full_name()


class Resident(models.Model):
    """A person of a community. She may have no account: an older neighbour for whom family or staff act."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resident",
        verbose_name=_("account"),
    )
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="residents", verbose_name=_("community")
    )
    estate = models.ForeignKey(
        Estate, on_delete=models.PROTECT, null=True, blank=True, related_name="residents", verbose_name=_("estate")
    )
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, null=True, blank=True, related_name="residents", verbose_name=_("building")
    )
    name = SealedField(_("name"), max_plain=60)
    phone = SealedField(_("phone"), max_plain=20, blank=True)
    id_number = SealedField(_("identity number"), max_plain=20, blank=True)
    id_number_index = BlindIndexField(source="id_number", normalise=normalise_identity_number)
    birth_date = SealedField(_("date of birth"), max_plain=10, blank=True, help_text=_("YYYY-MM-DD"))
    address = SealedField(_("address"), max_plain=200, blank=True)
    verified_at = models.DateTimeField(pgettext_lazy("resident", "verified"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "id_number_index"],
                condition=Q(id_number_index__isnull=False),
                name="resident_id_number_unique",
                violation_error_message=_("A resident with this identity number is already recorded here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Resident')} #{self.pk}"

    @property
    def is_verified(self) -> bool:
        """Whether staff have checked who this is."""
        return self.verified_at is not None


class Authority(models.Model):
    """A written authority: the principal lets the agent act in named matters for at most a year (Civil Code art. 165)."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="authorities_given")
    agent = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="authorities_held")
    relation = models.CharField(_("relation"), max_length=20, blank=True)
    for_booking = models.BooleanField(_("book services"), default=True)
    for_registration = models.BooleanField(_("fill in registrations"), default=False)
    channel = models.CharField(_("given"), max_length=12, choices=AuthorityChannel.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority to act")
        verbose_name_plural = _("authorities to act")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(principal=F("agent")),
                name="authority_two_people",
                violation_error_message=_("Nobody needs an authority to act for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="authority_ends_after_start",
                violation_error_message=_("The authority ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Authority to act')} #{self.pk}"
