"""Checkpoints: the signed head of the log, kept where whoever alters the database can't reach it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from portal.audit.canonical import canonical_json
from portal.audit.keys import is_signed, public_keys
from portal.audit.models import Batch
from portal.audit.sealing import header_of

KIND = "linli-audit-checkpoint"
NAME = re.compile(r"checkpoint-.*\.json")


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as it was read: whose signature fits or doesn't."""

    name: str
    seq: int
    head: str
    is_genuine: bool


def checkpoint_of(batch: Batch) -> dict[str, Any]:
    """The checkpoint of a batch as data: header, head, signature, and the public key for readers without ours."""
    return {
        "kind": KIND,
        "header": json.loads(header_of(batch)),
        "head": batch.head,
        "signature": batch.signature,
        "public_key": public_keys().get(batch.key_id, ""),
    }


def latest_checkpoint() -> dict[str, Any] | None:
    """The checkpoint of the newest batch, None while nothing is sealed."""
    batch = Batch.objects.order_by("-seq").first()
    return checkpoint_of(batch) if batch else None


def name_of(checkpoint: dict[str, Any]) -> str:
    """The file name of a checkpoint: number of the batch and the beginning of its head."""
    return f"checkpoint-{checkpoint['header']['seq']:010d}-{checkpoint['head'][:12]}.json"


def write_checkpoint(storage: Storage) -> str:
    """Put the newest checkpoint into `storage`, never over an existing file; return its name, "" while nothing is sealed."""
    data = latest_checkpoint()
    if data is None:
        return ""
    name = name_of(data)
    if not storage.exists(name):
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        storage.save(name, ContentFile(text.encode("utf-8")))
    return name


def read_checkpoints(storage: Storage) -> Iterator[Checkpoint]:
    """Every checkpoint in `storage`, genuine or not."""
    if not storage.exists(""):
        return
    for name in sorted(storage.listdir("")[1]):
        if NAME.fullmatch(name):
            with storage.open(name) as file:
                yield read_checkpoint(name, file.read())


def read_checkpoint(name: str, content: bytes) -> Checkpoint:
    """One file; whatever is wrong with it makes it not genuine."""
    try:
        data = json.loads(content)
        header = canonical_json(data["header"])
        head = hashlib.sha256(header).hexdigest()
        genuine = (
            data["kind"] == KIND
            and data["head"] == head
            and is_signed(header, data["signature"], str(data["header"]["key"]))
        )
        return Checkpoint(name, int(data["header"]["seq"]), head, genuine)
    except (ValueError, KeyError, TypeError):
        return Checkpoint(name, 0, "", is_genuine=False)
