"""Writing to the operation log."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from portal.audit.models import Entry

if TYPE_CHECKING:
    from portal.communities.models import Community

LEAF = b"\x00"  # RFC 6962 §2.1: leaves and nodes are hashed with different prefixes


def record(
    *,
    actor: Any,
    action: str,
    target: models.Model,
    community: Community | None = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry, in the transaction of the change it tells of.

    `action` is `<thing>.<verb>`; `data` may hold ids, field names, codes and counts, never personal data.
    `actor` None means the system itself (a scheduled task, set-up from the command line).
    """
    entry = Entry(
        at=timezone.now(),
        actor_id=getattr(actor, "pk", None),
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(getattr(target, "public_id", target.pk)),
        community_id=getattr(community, "pk", None),
        data=dict(data or {}),
    )
    entry.digest = hashlib.sha256(LEAF + canonical(entry)).hexdigest()
    entry.save()
    return entry


def canonical(entry: Entry) -> bytes:
    """The entry as canonical JSON: sorted keys, no spaces, UTC time with microseconds."""
    content = {
        "id": str(entry.public_id),
        "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "action": entry.action,
        "target": [entry.target_type, entry.target_id],
        "community": entry.community_id,
        "data": entry.data,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
