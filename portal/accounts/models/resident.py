"""Resident: who lives here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.query import ResidentQuerySet
from portal.communities.models import Building, Community, Estate
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.normalise import normalise_identity_number


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
