"""Every address of the site, filled in with records of one community or another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from governance.deliberation.models import Contribution, Topic
from governance.elections.models import Election, Registration
from notices.delivery.models import Announcement, Message, OutboxItem
from portal.accounts.models import Authority, FactorReset, Resident, User
from portal.audit.models import Entry
from portal.communities.models import Building, Community, Estate, StaffPost
from services.booking.models import Booking, Offering, Slot, SlotPattern
from services.directory.models import DirectoryEntry

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
RECORD = re.compile(r"<(?:int|uuid|str):")
# Regular expressions of packages: documents by number, rich text of other packages, everything else below /admin/.
SKIPPED = re.compile(r"\^|\(\?|__debug__")

# What the number or id in an address belongs to, by the address's beginning; each gives a record of a community.
SUBJECTS: list[tuple[str, Callable[[Community], Any]]] = [
    ("admin/pages/", lambda c: _page(c)),
    ("admin/images/", lambda c: get_image_model().objects.filter(collection=c.collection).first()),
    ("admin/documents/", lambda c: get_document_model().objects.filter(collection=c.collection).first()),
    ("documents/", lambda c: get_document_model().objects.filter(collection=c.collection).first()),
    ("admin/residents/", lambda c: Resident.objects.filter(community=c).first()),
    ("admin/people/resets/", lambda c: FactorReset.objects.filter(user__posts__community=c).first()),
    ("admin/people/", lambda c: User.objects.filter(posts__community=c).first()),
    ("admin/users/", lambda c: User.objects.filter(posts__community=c).first()),
    ("admin/posts/", lambda c: StaffPost.objects.filter(community=c).first()),
    ("admin/communities/", lambda c: c),
    ("admin/estates/", lambda c: Estate.objects.filter(community=c).first()),
    ("admin/buildings/", lambda c: Building.objects.filter(estate__community=c).first()),
    ("admin/log/", lambda c: Entry.objects.filter(community=c).first()),
    ("admin/announcement/retry/", lambda c: OutboxItem.objects.filter(announcement__community=c).first()),
    ("admin/announcement/", lambda c: Announcement.objects.filter(community=c).first()),
    ("admin/contributions/", lambda c: Contribution.objects.filter(topic__community=c).first()),
    ("admin/topics/", lambda c: Topic.objects.filter(community=c).first()),
    ("admin/elections/", lambda c: Election.objects.filter(community=c).first()),
    ("admin/registrations/", lambda c: Registration.objects.filter(election__community=c).first()),
    ("admin/booking_queue/", lambda c: Booking.objects.filter(slot__offering__community=c).first()),
    ("admin/booking_offerings/", lambda c: Offering.objects.filter(community=c).first()),
    ("admin/booking_patterns/", lambda c: SlotPattern.objects.filter(offering__community=c).first()),
    ("admin/booking_slots/", lambda c: Slot.objects.filter(offering__community=c).first()),
    ("admin/directory_entries/", lambda c: DirectoryEntry.objects.filter(community=c).first()),
    ("me/bookings/", lambda c: Booking.objects.filter(slot__offering__community=c).first()),
    ("me/registrations/", lambda c: Registration.objects.filter(election__community=c).first()),
    ("me/messages/", lambda c: Message.objects.filter(recipient__community=c).first()),
    ("me/household/", lambda c: Authority.objects.filter(principal__community=c).first()),
]


def patterns() -> Iterator[str]:
    """Every pattern of the site, in order."""
    seen = set()
    for pattern in _walk(get_resolver().url_patterns):
        if not SKIPPED.search(pattern) and pattern not in seen:
            seen.add(pattern)
            yield pattern


def has_record(pattern: str) -> bool:
    """Whether an address names a record of a community."""
    return bool(RECORD.search(pattern)) and any(pattern.startswith(start) for start, _ in SUBJECTS)


def filled(pattern: str, community: Community) -> str:
    """The address with a record of this community in the place of its parameters."""
    subject = next((find(community) for start, find in SUBJECTS if pattern.startswith(start)), None)
    return "/" + PARAMETER.sub(lambda found: _value(found[0], found[1], subject, community), pattern)


def _walk(found: list[Any], start: str = "") -> Iterator[str]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, start + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield start + str(each.pattern)


def _value(whole: str, name: str, subject: Any, community: Community) -> str:
    if "uuid" in whole or name == "public_id":
        return str(getattr(subject, "public_id", "00000000-0000-4000-8000-000000000000"))
    if name == "revision_id":
        revision = Revision.objects.filter(object_id=str(getattr(subject, "pk", 0))).first()
        return str(revision.pk if revision else 1)
    if name == "key":
        return community.key
    if name == "code":
        return "1"
    if name in ("community", "slug"):
        return community.key
    if name == "content_type_app_name":
        return "notices"
    if name in ("content_type_model_name", "model_name"):
        return "communitynoticepage"
    if name == "content_type_id":
        return str(ContentType.objects.get_for_model(Page).pk)
    if "int" in whole or name in ("pk", "object_id", "page_id", "instance_id"):
        return str(getattr(subject, "pk", None) or 1)
    return "x"


def _page(community: Community) -> Any:
    return Page.objects.descendant_of(community.root_page).filter(depth__gt=4).first()
