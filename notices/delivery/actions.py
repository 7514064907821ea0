"""Writes of the delivery room: announce, write to one resident, work off the outbox, read, retry."""

from __future__ import annotations

import datetime as dt
import logging
import random
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from notices.delivery.enums import TRANSITIONS, Announcing, Channel, OutboxState
from notices.delivery.gateways import InboxGateway
from notices.delivery.kinds import MessageKind, kind_of, storable
from notices.delivery.models import Announcement, Message, OutboxItem
from notices.delivery.permissions import can_retry_delivery
from notices.delivery.query import audience_of
from portal.audit.actions import record
from portal.bell import ring_on_commit

if TYPE_CHECKING:
    from notices.delivery.pages import AnnouncedPage
    from portal.accounts.models import Resident

logger = logging.getLogger(__name__)

GATEWAYS = {Channel.INBOX: InboxGateway()}
MAX_ATTEMPTS = 8
FIRST_BACKOFF = dt.timedelta(seconds=30)
LONGEST_BACKOFF = dt.timedelta(hours=6)

WORK_OFF = "delivery.work_off"


def send_message(
    *, recipient: Resident, kind: MessageKind, key: str, data: Mapping[str, Any] | None = None, link: str = ""
) -> None:
    """Write one message to one resident's inbox, in the caller's transaction; a second call with the same key is void.

    `key` names the event, for example `booking.confirmed:<public_id>`. `data` fills the kind's texts and holds no
    personal data beyond what the recipient's own inbox may show. `link` is a path on this site. Raises ValueError for
    a kind nobody registered, or a link that leads elsewhere.
    """
    if kind_of(kind.code) != kind:
        raise ValueError(f"message kind {kind.code} is not registered")
    if link and not (link.startswith("/") and url_has_allowed_host_and_scheme(link, allowed_hosts=None)):
        raise ValueError("a message links to a path on this site")
    message = Message(recipient=recipient, kind=kind.code, data=storable(data or {}), link=link, key=key)
    Message.objects.bulk_create([message], ignore_conflicts=True)


@transaction.atomic
def announce(*, page: AnnouncedPage, revision: Any, actor: Any) -> Announcement | None:
    """Have the residents told about a page that is live. Returns None when there is nothing (new) to tell.

    The cost is the same for ten residents and for a hundred thousand: one announcement and one outbox row. The
    worker does the rest.
    """
    if not page.live or page.announcing == Announcing.NEVER:
        return None
    earlier = Announcement.objects.filter(page=page.pk)
    if page.announcing == Announcing.FIRST and earlier.exists():
        return None
    community = page.owning_community
    announcement, created = Announcement.objects.get_or_create(
        page_id=page.pk,
        digest=page.edition(),
        defaults={
            "revision": revision,
            "title": page.title,
            "level": page.level,
            "community": community,
            "estate": page.estate,
            "created_by": actor,
        },
    )
    if not created:
        return None
    OutboxItem.objects.create(announcement=announcement)
    record(
        actor=actor,
        action="announcement.create",
        target=announcement,
        community=community,
        data={"page": page.pk, "level": str(page.level)},
    )
    ring_on_commit(WORK_OFF)
    return announcement


def work_off() -> int:
    """Work off every due item, one lease after the other; returns how many came to their end."""
    finished = 0
    while (item := claim_item(now=timezone.now())) is not None:
        try:
            finished += deliver_item(item=item)
        except Exception as error:
            logger.exception("Delivery %s failed", item.pk)
            postpone_item(item=item, error=error)
    return finished


@transaction.atomic
def claim_item(*, now: dt.datetime) -> OutboxItem | None:
    """Take the lease of the item that has been due longest; two workers never get the same one.

    An item whose holders died again and again without a step forward is given up like one that failed as often.
    """
    OutboxItem.objects.due(now).filter(attempts__gte=MAX_ATTEMPTS).update(state=OutboxState.DEAD)
    due = OutboxItem.objects.due(now).select_related("announcement").order_by("next_at", "pk")
    item: OutboxItem | None = due.select_for_update(skip_locked=True, of=("self",)).first()
    if item is None:
        return None
    item.owner = uuid.uuid4()
    item.lease_until = now + _lease()
    item.attempts += 1
    item.save(update_fields=["owner", "lease_until", "attempts"])
    return item


def deliver_item(*, item: OutboxItem) -> bool:
    """Deliver chunk by chunk, each in a transaction of its own; returns False when somebody else took over the lease.

    The cursor moves in the transaction that writes the chunk: after a crash the next holder goes on right behind it.
    """
    if item.announcement.audience_size is None:
        item.announcement.audience_size = audience_of(item.announcement).count()
        item.announcement.save(update_fields=["audience_size"])
    while True:
        chunk, last = _next_chunk(item)
        with transaction.atomic():
            if last is None:
                return _finish(item)
            written = GATEWAYS[Channel(item.channel)].deliver(announcement=item.announcement, residents=chunk)
            moved = OutboxItem.objects.held_by(item.owner).update(
                cursor=last, delivered=F("delivered") + written, attempts=1, lease_until=timezone.now() + _lease()
            )
            if not moved:
                transaction.set_rollback(True)
                return False
        item.cursor = last


def _next_chunk(item: OutboxItem) -> tuple[QuerySet[Resident], int | None]:
    """The next residents behind the cursor, bounded by primary key, and the last of them (None: nobody left)."""
    rest = audience_of(item.announcement).filter(pk__gt=item.cursor)
    keys = list(rest.order_by("pk").values_list("pk", flat=True)[: settings.DELIVERY_CHUNK])
    last = keys[-1] if keys else None
    return rest.filter(pk__lte=last or 0), last


def _finish(item: OutboxItem) -> bool:
    done = OutboxItem.objects.held_by(item.owner).update(
        state=OutboxState.DONE, done_at=timezone.now(), owner=None, lease_until=None, last_error=""
    )
    return bool(done)


@transaction.atomic
def postpone_item(*, item: OutboxItem, error: BaseException) -> None:
    """Give up the lease after a failure: next turn after a growing pause, none after the eighth failure."""
    pause = min(FIRST_BACKOFF * 2 ** (item.attempts - 1), LONGEST_BACKOFF) * random.uniform(1, 1.2)  # noqa: S311
    OutboxItem.objects.held_by(item.owner).update(
        state=OutboxState.DEAD if item.attempts >= MAX_ATTEMPTS else OutboxState.PENDING,
        next_at=timezone.now() + pause,
        owner=None,
        lease_until=None,
        last_error=type(error).__name__,
    )


@transaction.atomic
def retry_item(*, item: OutboxItem, actor: Any) -> OutboxItem:
    """Set a failed delivery going again. Raises PermissionDenied; does nothing to an item that has not failed."""
    if not can_retry_delivery(actor, item):
        raise PermissionDenied
    if OutboxState.PENDING not in TRANSITIONS[OutboxState(item.state)]:
        return item
    item.state, item.attempts, item.next_at = OutboxState.PENDING, 0, timezone.now()
    item.save(update_fields=["state", "attempts", "next_at"])
    announcement = item.announcement
    record(actor=actor, action="announcement.retry", target=announcement, community=announcement.community)
    ring_on_commit(WORK_OFF)
    return item


def mark_read(*, messages: QuerySet[Message]) -> int:
    """Note that the recipient has opened these messages; returns how many were new to her."""
    return messages.filter(read_at=None).update(read_at=timezone.now())


def _lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
