"""Exporting the log: entries with their proofs, all heads, and a verifier that needs nothing of the portal."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from portal.audit import standalone_verifier
from portal.audit.canonical import canonical
from portal.audit.checkpoints import checkpoint_of
from portal.audit.merkle import path_of
from portal.audit.models import Batch, Entry, Leaf

READ_ME = """这是邻里操作日志的导出。验证：python3 verify.py --key <公钥>
公钥请从别处取得（公开简报、邮件中的检查点），不要使用本压缩包中的公钥。

An export of Linli's operation log. To verify it: python3 verify.py --key <public key>
Take the public key from somewhere else (a bulletin, a checkpoint in an e-mail), not from this archive.

entries.jsonl  entries in canonical form, each with its batch, its place and its Merkle path (RFC 6962)
heads.jsonl    the headers of all batches, chained and signed (Ed25519)
"""


def export_log(target: Path, entries: QuerySet[Entry]) -> int:
    """Write the sealed ones of `entries` and all heads into a zip file; return how many entries."""
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("entries.jsonl", "w") as file:
            for line in proven(entries):
                file.write(_line(line))
                count += 1
        with archive.open("heads.jsonl", "w") as file:
            for batch in Batch.objects.order_by("seq").iterator():
                file.write(_line(checkpoint_of(batch)))
        archive.writestr("verify.py", Path(standalone_verifier.__file__).read_text(encoding="utf-8"))
        archive.writestr("README.txt", READ_ME)
    return count


def proof_of(entry: Entry) -> dict[str, Any] | None:
    """An entry with its batch, place and path; None while it is not sealed."""
    leaf = Leaf.objects.filter(entry=entry).first()
    return _proven(leaf.batch_id, [entry])[0] if leaf else None


def proven(entries: QuerySet[Entry]) -> Iterator[dict[str, Any]]:
    """Sealed entries in the order of their batches, each with its proof."""
    sealed = entries.filter(leaf__isnull=False).select_related("leaf").order_by("leaf__batch_id", "leaf__position")
    for batch_id, some in groupby(sealed.iterator(chunk_size=2_000), attrgetter("leaf.batch_id")):
        yield from _proven(batch_id, list(some))


def _proven(batch_id: int, entries: list[Entry]) -> list[dict[str, Any]]:
    places = list(
        Leaf.objects.filter(batch=batch_id).order_by("position").values_list("entry_id", "entry__digest", "batch__seq")
    )
    leaves = [bytes.fromhex(digest) for _, digest, _ in places]
    place_of = {pk: place for place, (pk, _, _) in enumerate(places)}
    return [
        {
            "batch": places[0][2],
            "position": place_of[entry.pk],
            "path": [each.hex() for each in path_of(leaves, place_of[entry.pk])],
            "entry": json.loads(canonical(entry)),
        }
        for entry in entries
    ]


def _line(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")
