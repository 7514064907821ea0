"""An export proves itself on a machine without the portal."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from portal.audit.export import export_log, proof_of
from portal.audit.keys import public_keys
from portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(log, tmp_path):
    """The unpacked export of the whole log."""
    assert export_log(tmp_path / "log.zip", Entry.objects.all()) == 16
    with zipfile.ZipFile(tmp_path / "log.zip") as archive:
        archive.extractall(tmp_path / "log")
    return tmp_path / "log"


def verify(folder, *options):
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_verifies_with_python_alone(exported):
    [key] = public_keys().values()
    answer = verify(exported, "--key", key)
    assert (answer.returncode, answer.stdout) == (0, "16 entries in 3 batches verified\n")


def test_without_a_key_from_elsewhere_it_says_so(exported):
    assert "came with the export" in verify(exported).stdout


def edit(path, old, new):
    path.write_text(path.read_text().replace(old, new, 1))


def test_changed_entry_is_named(exported, log):
    edit(exported / "entries.jsonl", "community.open", "community.shut")
    answer = verify(exported)
    assert answer.returncode == 1
    assert str(log[0].public_id) in answer.stdout


def test_changed_head_is_named(exported):
    lines = (exported / "heads.jsonl").read_text().splitlines()
    head = json.loads(lines[1])
    head["header"]["count"] = 6
    lines[1] = json.dumps(head)
    (exported / "heads.jsonl").write_text("\n".join(lines) + "\n")
    answer = verify(exported)
    assert answer.returncode == 1
    assert "batch 2: its head was changed" in answer.stdout
    assert "batch 2: not signed by this key" in answer.stdout


def test_another_site_s_key_signs_nothing_here(exported):
    from portal.audit.keys import SigningKey, generate_signing_key

    answer = verify(exported, "--key", SigningKey(generate_signing_key()).public)
    assert answer.returncode == 1
    assert answer.stdout.count("not signed by this key") == 3


def test_export_of_some_entries_proves_those(log, tmp_path):
    assert export_log(tmp_path / "log.zip", Entry.objects.filter(pk__in=[log[5].pk, log[15].pk])) == 2


def test_entry_without_a_seal_has_no_proof_yet(write):
    assert proof_of(write()[0]) is None


def test_proof_of_one_entry(log):
    proof = proof_of(log[6])
    assert (proof["batch"], proof["position"]) == (2, 2)
    assert proof["entry"]["action"] == "community.open"
