"""Files with personal data: each sealed under a key of its own, kept out of the public folders, shredded by losing the key.

They are never Wagtail documents: those are public to whoever guesses a number.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import SealedField
from portal.crypto.suites import DEFAULT_SUITE, NONCE_BYTES
from portal.crypto.tokens import TamperedValue

STORAGE = "sealed"


def _storage() -> Storage:
    return storages[STORAGE]


class SealedFile(models.Model):
    """One sealed file. Its key stands sealed in this row, its content in the storage `sealed` under a name that says nothing."""

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = SealedField(_("file name"), max_plain=120)
    content_type = models.CharField(_("kind"), max_length=80)
    size = models.PositiveIntegerField(_("bytes"))
    key = SealedField(max_plain=60)
    created_at = models.DateTimeField(default=timezone.now)
    shredded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")

    def __str__(self) -> str:
        return f"{_('sealed file')} {self.pk}"

    @property
    def path(self) -> str:
        """Where it lies in the storage."""
        return f"{self.public_id.hex[:2]}/{self.public_id.hex}"

    def open(self) -> bytes:
        """The content; raises TamperedValue when it was changed or exchanged, FileNotFoundError once it is shredded."""
        if self.shredded_at is not None or not self.key:
            raise FileNotFoundError("this file has been shredded")
        with _storage().open(self.path) as file:
            box = file.read()
        try:
            return DEFAULT_SUITE.open(
                base64.b64decode(self.key.reveal()), box[:NONCE_BYTES], box[NONCE_BYTES:], self._bound()
            )
        except InvalidTag:
            pass
        raise TamperedValue("this sealed file was changed, or belongs to another row")

    def shred(self) -> None:
        """Lose the key, then the content: copies in backups of the storage can't be opened any more."""
        self.key, self.name, self.shredded_at = "", "", timezone.now()
        self.save(update_fields=["key", "name", "shredded_at"])
        _storage().delete(self.path)

    def as_response(self) -> HttpResponse:
        """To be sent to somebody whom the caller has found entitled: always a download, never shown by the browser."""
        response = HttpResponse(self.open(), content_type=self.content_type)
        response.headers["Content-Disposition"] = content_disposition_header(True, self.name.reveal()) or "attachment"
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _bound(self) -> bytes:
        return f"linli sealed file {self.public_id}".encode()


def seal_file(*, name: str, content: bytes, content_type: str, **fields: Any) -> SealedFile:
    """Seal a file that its form has checked; the caller's transaction decides whether the row stays."""
    raw = secrets.token_bytes(DEFAULT_SUITE.key_bytes)
    sealed = SealedFile(name=name, content_type=content_type, size=len(content), **fields)
    sealed.key = base64.b64encode(raw).decode("ascii")
    nonce = secrets.token_bytes(NONCE_BYTES)
    _storage().save(sealed.path, ContentFile(nonce + DEFAULT_SUITE.seal(raw, nonce, content, sealed._bound())))
    sealed.save()
    return sealed


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, for the operation log: an export is recognised by it, its content is not."""
    return hashlib.sha256(content).hexdigest()
