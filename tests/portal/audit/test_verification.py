"""Whatever is done to a sealed log with the triggers dropped shows, and says where."""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from portal.audit.actions import record
from portal.audit.canonical import digest_of
from portal.audit.checkpoints import latest_checkpoint, write_checkpoint
from portal.audit.enums import Fault
from portal.audit.keys import SigningKey
from portal.audit.models import Batch, Entry, Leaf, Verification
from portal.audit.sealing import header_of, seal_entries
from portal.audit.verification import keep_report, verified_up_to, verify_log

pytestmark = pytest.mark.django_db


def faults(**options):
    return [finding.fault for finding in verify_log(**options).findings]


@pytest.fixture
def anchors(log):
    """Where the head of every batch so far is kept."""
    storage = storages["checkpoints"]
    assert write_checkpoint(storage)
    return storage


def rewritten(entry, **columns):
    """An entry as somebody with the database wants it, with the digest that belongs to it."""
    for name, value in columns.items():
        setattr(entry, name, value)
    return digest_of(entry)


def test_untouched_log_is_clean(log, anchors):
    report = verify_log(checkpoints=anchors)
    assert report.is_clean
    assert (report.last, report.entries, report.checkpoints, report.waiting) == (3, 16, 1, 0)


def test_empty_log_is_clean():
    assert verify_log().is_clean


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "community.close"),
        ("data", '{"number": 99}'),
        ("at", "2020-01-01 00:00:00+00"),
        ("actor_id", 4711),
        ("target_id", "4711"),
        ("community_id", None),
        ("request_id", "0" * 32),
    ],
)
def test_changed_field_names_its_entry(log, sql, column, value):
    entry = log[6]
    cast = "::jsonb" if column == "data" and _is_postgresql() else ""
    sql(f"UPDATE audit_entry SET {column} = %s{cast} WHERE id = %s", value, entry.pk)
    report = verify_log()
    assert (report.findings[0].fault, report.findings[0].batch) == (Fault.CHANGED, 2)
    assert report.findings[0].entry == str(entry.public_id)


def test_failed_act_made_a_success_shows(write, sql):
    entry = record(actor=None, action="account.sign_in", succeeded=False)
    seal_entries()
    sql("UPDATE audit_entry SET succeeded = %s WHERE id = %s", True, entry.pk)
    assert faults() == [Fault.CHANGED]


def test_consistent_change_of_entry_and_leaf_breaks_the_root(log, sql):
    entry = log[6]
    digest = rewritten(entry, action="community.close")
    sql("UPDATE audit_entry SET action = %s, digest = %s WHERE id = %s", entry.action, digest, entry.pk)
    assert faults() == [Fault.ROOT]


def test_consistent_change_up_to_the_root_breaks_head_and_signature(log, sql):
    entry = log[6]
    digest = rewritten(entry, action="community.close")
    sql("UPDATE audit_entry SET action = %s, digest = %s WHERE id = %s", entry.action, digest, entry.pk)
    sql("UPDATE audit_batch SET root = %s WHERE seq = 2", _root_of_batch(2))
    assert set(faults()) == {Fault.HEAD, Fault.SIGNATURE}


def test_swapped_pair_shows(log, sql):
    first, second = log[5], log[6]
    for leaf, place in ((first, 900), (second, 1), (first, 2)):
        sql("UPDATE audit_leaf SET position = %s WHERE entry_id = %s", place, leaf.pk)
    assert faults() == [Fault.ROOT]


def test_contents_exchanged_between_two_entries_show(log, sql):
    first, second = log[5], log[6]
    for entry, other in ((first, second), (second, first)):
        sql("UPDATE audit_entry SET digest = %s WHERE id = %s", other.digest, entry.pk)
    assert faults() == [Fault.CHANGED, Fault.CHANGED]


@pytest.mark.parametrize("leaf_too", [False, True])
def test_deleted_middle_row_shows_with_its_place(log, sql, leaf_too):
    if leaf_too:
        sql("DELETE FROM audit_leaf WHERE entry_id = %s", log[6].pk)
    sql("DELETE FROM audit_entry WHERE id = %s", log[6].pk)
    report = verify_log()
    assert (report.findings[0].fault, report.findings[0].batch) == (Fault.MISSING, 2)
    assert "place 2" in report.findings[0].detail


def test_deleted_batch_in_the_middle_breaks_the_chain(log, sql):
    _cut(sql, 2)
    assert Fault.CHAIN in faults()


def test_truncated_tail_shows_against_a_checkpoint(log, anchors, sql):
    _cut(sql, 3)
    assert faults() == []
    report = verify_log(checkpoints=anchors)
    assert (report.findings[0].fault, report.findings[0].batch) == (Fault.TRUNCATED, 3)


def test_forged_row_with_recomputed_hashes_shows(log, sql):
    forged = _forged(log[6])
    sql("UPDATE audit_leaf SET position = position + 100 WHERE batch_id = %s AND position > 2", _batch(2).pk)
    sql("INSERT INTO audit_leaf (entry_id, batch_id, position) VALUES (%s, %s, 3)", forged.pk, _batch(2).pk)
    sql("UPDATE audit_leaf SET position = position - 99 WHERE batch_id = %s AND position > 100", _batch(2).pk)
    assert Fault.ADDED in faults()


def test_forged_row_sealed_later_is_older_than_the_batch_before(log):
    entry = _forged(log[2], at=timezone.now() - dt.timedelta(days=3))
    seal_entries()
    report = verify_log()
    assert [(finding.fault, finding.entry) for finding in report.findings] == [(Fault.BACKDATED, str(entry.public_id))]


def test_whole_log_replaced_under_another_key_shows_without_any_checkpoint(log, sql, settings):
    stranger = f"z9:{base64.b64encode(secrets.token_bytes(32)).decode()}"
    _resign(sql, SigningKey(stranger))
    assert faults() == [Fault.SIGNATURE] * 3


def test_whole_log_replaced_under_the_name_of_our_key_shows(log, sql, settings):
    ours = settings.AUDIT_SIGNING_KEY.partition(":")[0]
    _resign(sql, SigningKey(f"{ours}:{base64.b64encode(secrets.token_bytes(32)).decode()}"))
    assert faults() == [Fault.SIGNATURE] * 3


def test_log_replaced_with_our_own_key_shows_against_a_checkpoint(log, anchors, sql, settings):
    sql("UPDATE audit_entry SET action = %s WHERE id = %s", "community.close", log[-1].pk)
    log[-1].action = "community.close"
    sql("UPDATE audit_entry SET digest = %s WHERE id = %s", digest_of(log[-1]), log[-1].pk)
    sql("UPDATE audit_batch SET root = %s WHERE seq = 3", _root_of_batch(3))
    _resign(sql, SigningKey(settings.AUDIT_SIGNING_KEY))
    assert faults() == []
    assert faults(checkpoints=anchors) == [Fault.REPLACED]


@pytest.mark.parametrize("spoil", ["head", "signature", "header", "json"])
def test_replaced_checkpoint_shows(log, tmp_path, spoil):
    folder = FileSystemStorage(tmp_path)
    name = write_checkpoint(folder)
    data = latest_checkpoint()
    if spoil == "header":
        data["header"]["count"] += 1
    elif spoil == "head":
        data["head"] = "0" * 64
    elif spoil == "signature":
        data["signature"] = base64.b64encode(secrets.token_bytes(64)).decode()
    (tmp_path / name).write_text("{" if spoil == "json" else json.dumps(data))
    assert faults(checkpoints=folder) == [Fault.CHECKPOINT]


def test_checkpoint_of_another_site_is_not_ours(log, tmp_path, sql, settings):
    stranger = SigningKey(f"z9:{base64.b64encode(secrets.token_bytes(32)).decode()}")
    batch = _batch(3)
    batch.key_id = stranger.key_id
    from portal.audit.checkpoints import checkpoint_of
    from portal.audit.sealing import head_of

    batch.head = head_of(batch)
    batch.signature = stranger.sign(header_of(batch))
    data = checkpoint_of(batch) | {"public_key": stranger.public}
    (tmp_path / "checkpoint-3-x.json").write_text(json.dumps(data))
    assert faults(checkpoints=FileSystemStorage(tmp_path)) == [Fault.CHECKPOINT]


def test_entry_left_without_a_seal_for_hours_shows(log, sql):
    entry = Entry(at=timezone.now() - dt.timedelta(hours=2), action="community.open")
    entry.digest = digest_of(entry)
    entry.save()
    report = verify_log()
    assert report.findings[0].fault == Fault.UNSEALED
    assert report.waiting == 1


def test_verification_goes_on_where_the_last_clean_one_ended(log, write, sql):
    assert verified_up_to() == 0
    keep_report(verify_log())
    assert verified_up_to() == 3
    write(2)
    seal_entries()
    report = verify_log(since=verified_up_to() + 1)
    assert (report.first, report.last, report.entries) == (4, 4, 2)


def test_verification_that_found_something_is_no_place_to_go_on_from(log, sql):
    sql("UPDATE audit_entry SET action = 'x' WHERE id = %s", log[0].pk)
    keep_report(verify_log())
    assert Verification.objects.get().is_clean is False
    assert verified_up_to() == 0


def _is_postgresql():
    from django.db import connection

    return connection.vendor == "postgresql"


def _batch(seq):
    return Batch.objects.get(seq=seq)


def _root_of_batch(seq):
    from portal.audit.merkle import root_of

    digests = Leaf.objects.filter(batch__seq=seq).order_by("position").values_list("entry__digest", flat=True)
    return root_of([bytes.fromhex(digest) for digest in digests]).hex()


def _cut(sql, seq):
    keys = list(Leaf.objects.filter(batch__seq=seq).values_list("entry_id", flat=True))
    sql("DELETE FROM audit_leaf WHERE batch_id = %s", _batch(seq).pk)
    for key in keys:
        sql("DELETE FROM audit_entry WHERE id = %s", key)
    sql("DELETE FROM audit_batch WHERE seq = %s", seq)


def _forged(like, at=None):
    entry = Entry(
        at=at or like.at,
        action="post.grant",
        target_type=like.target_type,
        target_id=like.target_id,
        community_id=like.community_id,
    )
    entry.digest = digest_of(entry)
    entry.save()
    return entry


def _resign(sql, key):
    """Replace every head and signature by ones made with `key`."""
    from portal.audit.sealing import GENESIS, head_of

    previous = GENESIS
    for batch in Batch.objects.order_by("seq"):
        batch.previous, batch.key_id = previous, key.key_id
        batch.head = previous = head_of(batch)
        sql(
            "UPDATE audit_batch SET previous = %s, key_id = %s, head = %s, signature = %s WHERE id = %s",
            batch.previous,
            batch.key_id,
            batch.head,
            key.sign(header_of(batch)),
            batch.pk,
        )
