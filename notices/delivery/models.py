"""Announcement (what residents are to be told), OutboxItem (the work of telling them), Message (an inbox entry)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.delivery.enums import Channel, Level, OutboxState
from notices.delivery.kinds import ANNOUNCEMENT, MessageKind, kind_of
from notices.delivery.query import AnnouncementQuerySet, MessageQuerySet, OutboxQuerySet
from portal.accounts.models import Resident
from portal.communities.models import Community, Estate


class Announcement(models.Model):
    """One edition of a page, told to the residents of an estate, a community or the county.

    It keeps the title, so that an inbox still makes sense when the page is gone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="announcements", verbose_name=_("page")
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, editable=False)
    title = models.CharField(_("title"), max_length=255)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.INFO)
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="announcements",
        verbose_name=_("community"),
        help_text=_("Empty means the whole county."),
    )
    estate = models.ForeignKey(
        Estate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("estate")
    )
    audience_size = models.PositiveIntegerField(
        _("audience"), null=True, editable=False, help_text=_("Residents with an account when the delivery began.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    created_at = models.DateTimeField(_("announced"), default=timezone.now, editable=False)

    objects = AnnouncementQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no editor asks where a delivery is used; each save would cost statements

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="announcement_once_per_edition"),
            models.CheckConstraint(
                condition=Q(estate=None) | Q(community__isnull=False), name="announcement_estate_in_community"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audience_name(self) -> str:
        """Whom it addresses, in words."""
        return str(self.estate or self.community or _("The county"))


class OutboxItem(models.Model):
    """The delivery of one announcement by one channel: leased, resumable behind `cursor`, tried again with backoff."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="items", verbose_name=_("announcement")
    )
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, default=Channel.INBOX)
    state = models.CharField(_("state"), max_length=8, choices=OutboxState.choices, default=OutboxState.PENDING)
    cursor = models.BigIntegerField(default=0)  # primary key of the last resident who was reached
    delivered = models.PositiveIntegerField(_("delivered"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    owner = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = OutboxQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no editor asks where a delivery is used; each save would cost statements

    class Meta:
        verbose_name = _("delivery work")
        verbose_name_plural = _("delivery work")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["announcement", "channel"], name="outbox_once_per_channel")]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state=OutboxState.PENDING), name="outbox_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} #{self.pk}"


class Message(models.Model):
    """An entry in a resident's inbox: an announcement, or a message of a registered kind with its data."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The composite indexes below serve both foreign keys: an index of their own would only slow the fan-out.
    recipient = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="messages", db_index=False)
    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False
    )
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no editor asks where a delivery is used; each save would cost statements

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "recipient"], name="message_once_per_resident"),
            models.CheckConstraint(
                condition=Q(announcement__isnull=False, key=None) | Q(announcement=None, key__isnull=False),
                name="message_announced_or_direct",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "-created_at"], name="message_inbox")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def message_kind(self) -> MessageKind:
        """How this entry is written out."""
        return ANNOUNCEMENT if self.announcement_id else kind_of(self.kind)

    @property
    def title(self) -> str:
        """The title in the active language."""
        return self.announcement.title if self.announcement else self.message_kind.render_title(self.data)

    @property
    def text(self) -> str:
        """The text in the active language; an announcement's text is its page."""
        return "" if self.announcement_id else self.message_kind.render_text(self.data)

    @property
    def level(self) -> str:
        """Urgency: the announcement's, plain information otherwise."""
        return self.announcement.level if self.announcement else Level.INFO

    @property
    def target(self) -> str:
        """The address it leads to, empty when there is none (any longer)."""
        if self.announcement is None:
            return self.link
        page = self.announcement.page
        return (page.url or "") if page is not None and page.live else ""
