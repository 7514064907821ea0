"""Files with personal data: sealed on disk, opened only whole and in their own row, gone with their key."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages

from portal.crypto.models import SealedFile
from portal.crypto.models.sealed_file import seal_file
from portal.crypto.tokens import TamperedValue

pytestmark = pytest.mark.django_db
CONTENT = "身份证 370631195303181249".encode() * 20


@pytest.fixture
def sealed():
    return seal_file(name="户口本.pdf", content=CONTENT, content_type="application/pdf")


def on_disk(sealed):
    with storages["sealed"].open(sealed.path) as file:
        return file.read()


def put(sealed, content):
    from django.core.files.base import ContentFile

    storages["sealed"].delete(sealed.path)
    storages["sealed"].save(sealed.path, ContentFile(content))


def test_it_comes_back_and_lies_sealed(sealed):
    again = SealedFile.objects.get(pk=sealed.pk)
    assert again.open() == CONTENT
    assert (again.name.reveal(), again.size) == ("户口本.pdf", len(CONTENT))
    assert b"37063119" not in on_disk(sealed)
    assert "户口本" not in sealed.path


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b"\0" + b[1:], lambda b: b""])
def test_changed_content_does_not_open(sealed, change):
    put(sealed, change(on_disk(sealed)))
    with pytest.raises((TamperedValue, ValueError)):
        sealed.open()


def test_contents_of_two_files_exchanged_do_not_open(sealed):
    other = seal_file(name="b.pdf", content=b"other", content_type="application/pdf")
    put(sealed, on_disk(other))
    with pytest.raises(TamperedValue):
        sealed.open()


def test_shredded_file_is_gone_even_from_a_copy_of_the_storage(sealed):
    copy = on_disk(sealed)
    sealed.shred()
    assert not storages["sealed"].exists(sealed.path)
    put(sealed, copy)
    with pytest.raises(FileNotFoundError):
        SealedFile.objects.get(pk=sealed.pk).open()
    assert not SealedFile.objects.get(pk=sealed.pk).name


def test_response_is_a_download_that_no_browser_runs(sealed):
    response = sealed.as_response()
    assert response.content == CONTENT
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
