"""The operation log takes entries and gives none back for change."""

from __future__ import annotations

import pytest

from portal.audit.actions import record
from portal.audit.canonical import canonical
from portal.audit.models import AppendOnlyError, Entry
from tests.portal.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    community = CommunityFactory()
    return record(actor=None, action="community.open", target=community, community=community, data={"b": 1, "a": [2]})


def test_record_keeps_the_digest_of_its_canonical_form(entry):
    import hashlib

    stored = Entry.objects.get(pk=entry.pk)
    assert stored.digest == hashlib.sha256(b"\x00" + canonical(stored)).hexdigest()
    assert b'"data":{"a":[2],"b":1}' in canonical(stored)


def test_entry_cannot_be_changed(entry):
    entry.action = "other"
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        Entry.objects.update(action="other")


def test_entry_cannot_be_deleted(entry):
    with pytest.raises(AppendOnlyError):
        entry.delete()
    with pytest.raises(AppendOnlyError):
        Entry.objects.all().delete()
