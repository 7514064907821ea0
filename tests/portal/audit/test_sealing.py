"""Entries become batches: in order, once, at once where it matters, and by whoever may sign."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.utils import timezone

from portal.audit import sealing
from portal.audit.actions import record
from portal.audit.anchors import anchor_log
from portal.audit.checkpoints import read_checkpoints
from portal.audit.models import Batch, Entry, Leaf, Prune
from portal.audit.pruning import prunable, prune_log
from portal.audit.sealing import NoSigningKey, seal_at_once, seal_entries
from portal.audit.tasks import anchor, seal, verify, verify_all
from portal.audit.verification import verify_log

pytestmark = pytest.mark.django_db


def test_nothing_waiting_makes_no_batch(db):
    assert seal_entries() == 0
    assert not Batch.objects.exists()


def test_large_log_is_sealed_in_several_batches(write, monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", 4)
    write(10)
    assert seal_entries() == 10
    assert list(Batch.objects.order_by("seq").values_list("count", flat=True)) == [4, 4, 2]
    assert verify_log().is_clean


def test_entry_committed_late_is_sealed_all_the_same(log, write):
    """Sequence numbers are given out before the commit: a lower one may turn up later."""
    Leaf.objects.all()._raw_delete("default")
    Batch.objects.all()._raw_delete("default")
    late = log[2]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [late.pk])
    seal_entries()
    Entry.objects.bulk_create([late])
    assert seal_entries() == 1


def test_grants_are_sealed_with_their_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = record(actor=None, action="post.grant")
    assert Leaf.objects.filter(entry=entry).exists()


def test_ordinary_acts_wait_for_the_sealer(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        record(actor=None, action="booking.create")
    assert callbacks == []
    assert not Batch.objects.exists()


def test_process_without_the_key_rings_for_one_that_has_it(settings, monkeypatch, write):
    settings.AUDIT_SIGNING_KEY = ""
    rung = []
    monkeypatch.setattr(sealing, "ring", rung.append)
    seal_at_once()
    assert rung == ["audit.seal"]
    with pytest.raises(NoSigningKey):
        seal_entries()


def test_head_is_kept_elsewhere_once_and_mailed(log, settings):
    settings.AUDIT_CHECKPOINT_MAIL = ["audit@example.org"]
    assert anchor_log()
    assert anchor_log() == ""
    [checkpoint] = read_checkpoints(storages["checkpoints"])
    assert (checkpoint.seq, checkpoint.is_genuine) == (3, True)
    assert len(mail.outbox) == 1
    assert Batch.objects.get(seq=3).head in mail.outbox[0].body


def test_tasks_run_and_may_run_again(write):
    write(3)
    for task in (seal, seal, anchor, verify, verify_all):
        task()
    assert verify_log(checkpoints=storages["checkpoints"]).is_clean


@pytest.fixture
def old_log(write, monkeypatch):
    """Two batches of four years ago, one of today."""
    past = timezone.now() - dt.timedelta(days=4 * 366)
    for count in (3, 2):
        with monkeypatch.context() as patch:
            for module in ("actions", "sealing"):
                patch.setattr(f"portal.audit.{module}.timezone.now", lambda: past)
            write(count)
            seal_entries()
    write(4)
    seal_entries()


def test_old_batches_leave_whole_with_a_signed_record(old_log, triggers):
    assert prunable(timezone.now() - dt.timedelta(days=1096)) == (1, 2, 5)
    prune = prune_log()
    assert (prune.first_seq, prune.last_seq, prune.entries) == (1, 2, 5)
    assert Entry.objects.filter(action="community.open").count() == 4
    assert Batch.objects.count() == 3
    seal_entries()
    assert verify_log().is_clean
    assert prune_log() is None


def test_removal_that_nobody_signed_shows(old_log, sql):
    Prune(
        first_seq=1, last_seq=2, entries=5, older_than=timezone.now(), at=timezone.now(), key_id="t1", signature="AA=="
    ).save()
    sql("DELETE FROM audit_leaf WHERE batch_id IN (SELECT id FROM audit_batch WHERE seq < 3)")
    assert {finding.fault.value for finding in verify_log().findings} >= {"prune", "missing"}


def test_young_entries_stay_even_with_a_record_of_their_removal(log, triggers):
    from django.db import DatabaseError, connection, transaction

    Prune(
        first_seq=1, last_seq=3, entries=5, older_than=timezone.now(), at=timezone.now(), key_id="t1", signature="AA=="
    ).save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_leaf")


def test_retention_below_the_legal_minimum_is_refused(settings, manage):
    from django.core.management import CommandError

    settings.AUDIT_RETENTION_DAYS = 30
    with pytest.raises(CommandError, match="183"):
        manage("audit_prune", "--dry-run")
