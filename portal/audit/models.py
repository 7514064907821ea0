"""The operation log: entries, and the signed batches that seal them. Rows are only ever added."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.audit.query import AppendOnlyError, AppendOnlyQuerySet, EntryQuerySet

__all__ = ["AppendOnlyError", "Batch", "Entry", "Leaf", "Prune", "Verification"]


class AppendOnly(models.Model):
    """A row that is inserted once and stays as it is; the database's triggers say the same to everybody else."""

    wagtail_reference_index_ignore = True  # no editor asks where a record is used; each save would cost statements

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise AppendOnlyError("entries of the operation log are never changed")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("entries of the operation log are never deleted")


class Entry(AppendOnly):
    """One act. `data` holds ids, field names, codes and counts: never personal data."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("time"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("who"),
    )
    acting_for = models.UUIDField(_("for whom"), null=True)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    succeeded = models.BooleanField(_("done"), default=True)
    target_type = models.CharField(_("kind of record"), max_length=60, blank=True)
    target_id = models.CharField(_("record"), max_length=40, blank=True)
    community = models.ForeignKey(
        "communities.Community",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("community"),
    )
    request_id = models.CharField(_("request"), max_length=32, blank=True)
    data = models.JSONField(_("details"), default=dict)
    digest = models.CharField(max_length=64, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("operation log")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}".rstrip()


class Batch(AppendOnly):
    """A sealed run of entries: the Merkle root over their leaves, chained to the batch before it and signed.

    `head` is the SHA-256 of the canonical header (`header` in `sealing.py`), `signature` Ed25519 over that header.
    """

    seq = models.PositiveBigIntegerField(_("batch"), unique=True)
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    count = models.PositiveIntegerField(_("entries"))
    sealed_at = models.DateTimeField(_("sealed"))
    key_id = models.CharField(_("key"), max_length=12)
    head = models.CharField(_("head"), max_length=64)
    signature = models.CharField(max_length=88)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed batch")
        verbose_name_plural = _("sealed batches")
        ordering = ["-seq"]

    def __str__(self) -> str:
        return f"{_('sealed batch')} {self.seq}"


class Leaf(AppendOnly):
    """The place of an entry in its batch."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="leaf", db_constraint=False
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    position = models.PositiveIntegerField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="leaf_place_unique")]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.position}"


class Prune(AppendOnly):
    """A signed record that the entries of whole batches were removed after their time; their heads stay."""

    first_seq = models.PositiveBigIntegerField(_("from batch"))
    last_seq = models.PositiveBigIntegerField(_("to batch"))
    entries = models.PositiveBigIntegerField(_("entries"))
    older_than = models.DateTimeField(_("older than"))
    at = models.DateTimeField(_("time"))
    key_id = models.CharField(_("key"), max_length=12)
    signature = models.CharField(max_length=88)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("removal of old entries")
        verbose_name_plural = _("removals of old entries")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.first_seq}–{self.last_seq}"


class Verification(AppendOnly):
    """What a run of the verifier came to; the next one may begin where a clean one ended."""

    at = models.DateTimeField(_("time"))
    first_seq = models.PositiveBigIntegerField(_("from batch"))
    last_seq = models.PositiveBigIntegerField(_("to batch"))
    head = models.CharField(_("head"), max_length=64, blank=True)
    entries = models.PositiveBigIntegerField(_("entries"))
    waiting = models.PositiveIntegerField(_("not sealed yet"))
    checkpoints = models.PositiveIntegerField(_("checkpoints"))
    faults = models.JSONField(_("faults"), default=list)
    seconds = models.FloatField(_("seconds"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def is_clean(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults
