"""What may be fetched from the media folder by address: renditions, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import CollectionViewRestriction

from portal.communities.enums import Role
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return open_site(communities=1)[1][0]


@pytest.fixture
def image(community):
    return get_image_model().objects.create(title="街景", file=get_test_image_file(), collection=community.collection)


def test_rendition_is_public_and_kept_by_browsers(client, image):
    answer = client.get(image.get_rendition("width-100").url)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_original_is_not_served(client, image):
    assert Path(image.file.path).is_file()
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "images/../original_images/test.png",
        "images/..%2f..%2ftest.sqlite3",
        "images/%2e%2e/%2e%2e/etc/passwd",
        "../manage.py",
    ],
)
def test_no_way_out_of_the_public_folder(client, image, settings, path):
    (Path(settings.MEDIA_ROOT) / "images").mkdir(exist_ok=True)
    assert Path(image.file.path).name == "test.png"
    assert client.get(f"/media/{path}").status_code == 404


def test_document_file_is_not_served_by_its_path(client, community):
    document = Document.objects.create(
        title="名册", file=ContentFile(b"secret", name="list.txt"), collection=community.collection
    )
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_document_of_a_private_collection_asks_for_sign_in(client, community):
    document = Document.objects.create(
        title="名册", file=ContentFile(b"secret", name="list.txt"), collection=community.collection
    )
    CollectionViewRestriction.objects.create(
        collection=community.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(document.url).status_code == 302
    client.force_login(staff(Role.OPERATOR, community))
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"secret"
