"""Writing to the operation log."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone

from portal.audit.canonical import check_storable, digest_of
from portal.audit.enums import SEALED_AT_ONCE
from portal.audit.models import Entry
from portal.request_ids import current_request_id

if TYPE_CHECKING:
    from portal.communities.models import Community


class TargetRef(NamedTuple):
    """A record that is named without being loaded: `app.model` and its id."""

    kind: str
    key: str


def record(
    *,
    actor: Any,
    action: str,
    target: models.Model | TargetRef | None = None,
    community: Community | None = None,
    data: Mapping[str, Any] | None = None,
    acting_for: uuid.UUID | None = None,
    succeeded: bool = True,
) -> Entry:
    """Add one entry, in the transaction of the change it tells of. No lock is shared with other writers.

    `action` is `<thing>.<verb>`; `data` may hold ids, field names, codes and counts, never personal data: raises
    ValueError where it looks like some, TypeError for what isn't text, whole number, truth value, list or mapping.
    `actor` None means the system itself (a scheduled task, set-up from the command line); `acting_for` is the public
    id of the resident for whom the actor acts.
    """
    details, ref = dict(data or {}), _ref(target)
    check_storable(details)
    entry = Entry(
        at=timezone.now(),
        actor_id=getattr(actor, "pk", None),
        acting_for=acting_for,
        action=action,
        succeeded=succeeded,
        target_type=ref.kind,
        target_id=ref.key,
        community_id=getattr(community, "pk", None),
        request_id=current_request_id(),
        data=details,
    )
    entry.digest = digest_of(entry)
    entry.save()
    if action.startswith(SEALED_AT_ONCE):
        from portal.audit.sealing import seal_at_once

        transaction.on_commit(seal_at_once, robust=True)
    return entry


def _ref(target: models.Model | TargetRef | None) -> TargetRef:
    if isinstance(target, models.Model):
        return TargetRef(target._meta.label_lower, str(getattr(target, "public_id", target.pk)))
    return target or TargetRef("", "")
