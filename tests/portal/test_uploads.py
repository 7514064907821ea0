"""Files from outside: hostile ones end in a sentence beside the field, good ones lose what was hidden in them."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from portal.communities.enums import Role
from portal.uploads import check_document, redraw, safe_name
from tests.portal.communities.factories import open_site, staff

MARK = b"<script>alert(1)</script>"


def picture(kind="JPEG", size=(60, 40), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode in ("L", "1", "P", "I;16") else None or 0).save(out, kind, **save)
    return out.getvalue()


def with_place():
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825)[2] = (37.0, 12.0, 3.0)
    return picture(exif=exif)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_place_and_camera_are_gone_and_the_picture_stands_upright():
    drawn = redraw(upload("foto.jpg", with_place())).read()
    assert b"PhoneMaker" not in drawn
    with Image.open(io.BytesIO(drawn)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", picture() + MARK),
        ("a.png", picture("PNG") + MARK),
        ("a.gif", picture("GIF", mode="P") + MARK),
        ("a.webp", picture("WEBP") + MARK),
        ("a.jpg", picture(comment=MARK)),
    ],
)
def test_what_was_hung_on_or_hidden_inside_is_gone(name, content):
    assert MARK not in redraw(upload(name, content)).read()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.jpg", b"<html>" + MARK),
        ("a.gif", b"GIF89a/*" + MARK),
        ("a.jpg", picture()[:200]),
        ("a.png", picture("PNG")[:60]),
        ("a.png", picture("JPEG")),
        ("shell.php", picture()),
        ("a.heic", picture()),
        ("a.jpg", b""),
    ],
    ids=["svg as png", "svg", "html", "gif polyglot", "cut jpeg", "cut png", "jpeg as png", "php", "heic", "empty"],
)
def test_what_is_no_picture_of_its_kind_is_refused(name, content):
    with pytest.raises(ValidationError):
        redraw(upload(name, content))


def test_small_file_with_very_many_pixels_is_refused_unread():
    bomb = picture("PNG", size=(11_000, 11_000), mode="1")
    assert len(bomb) < 40_000
    with pytest.raises(ValidationError, match="million|damaged|像素|损坏"):
        redraw(upload("a.png", bomb))


def test_long_animation_is_refused_and_a_short_one_goes_on_moving():
    frame = Image.new("P", (2000, 2000))
    out = io.BytesIO()
    frame.save(out, "GIF", save_all=True, append_images=[Image.new("P", (2000, 2000), n) for n in range(1, 50)])
    with pytest.raises(ValidationError):
        redraw(upload("a.gif", out.getvalue()))
    out = io.BytesIO()
    moving = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    moving[0].save(out, "GIF", save_all=True, append_images=moving[1:])
    with Image.open(redraw(upload("a.gif", out.getvalue()))) as image:
        assert image.n_frames == 2


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "CMYK"), ("PNG", "I;16"), ("PNG", "LA"), ("PNG", "RGBA")])
def test_unusual_modes_come_out_in_one_that_browsers_show(kind, mode):
    name = f"a.{kind.lower()}"
    with Image.open(redraw(upload(name, picture(kind, mode=mode)))) as image:
        assert image.mode in ("RGB", "RGBA")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\fotos\\haus.JPG", "haus.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("a\x00.html.png", "a.html.png"),
        ("好" * 200 + ".png", "好" * 80 + ".png"),
        (".jpg", "file.jpg"),
    ],
)
def test_name_is_the_last_part_without_tricks(name, expected):
    assert safe_name(name) == expected


def package(*parts, marker=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if marker:
            made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n..."),
        ("a.docx", package(("word/document.xml", "<w/>"))),
        ("a.csv", "姓名,门牌\n".encode("gb18030")),
        ("a.txt", "你好".encode()),
    ],
)
def test_documents_that_are_what_they_say_are_taken(name, content):
    check_document(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>" + MARK),
        ("a.docx", b"PK\x03\x04 nothing"),
        ("a.docx", package(("a", "b"), marker=False)),
        ("a.xlsx", package(("xl/vbaProject.bin", "macro"))),
        ("a.zip", package(("../../a", "b"))),
        ("a.zip", package(("a", b"\0" * (210 * 1024 * 1024)))),
        ("a.txt", b"MZ\x00\x00"),
        ("a.exe", b"MZ"),
        ("a.html", b"<html>"),
    ],
    ids=["html as pdf", "broken", "no types", "macro", "climbs", "bomb", "binary as text", "exe", "html"],
)
def test_documents_that_are_not_are_refused(name, content):
    with pytest.raises(ValidationError):
        check_document(upload(name, content))


@pytest.fixture
def operator(client):
    community = open_site(communities=1)[1][0]
    client.force_login(staff(Role.OPERATOR, community))
    return community


@pytest.mark.django_db
def test_picture_uploaded_in_the_admin_is_stored_without_its_place(client, operator):
    data = {"title": "Haus", "file": upload("haus.jpg", with_place()), "collection": operator.collection_id}
    answer = client.post("/admin/images/add/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    image = get_image_model().objects.get()
    with image.file.open("rb") as stored:
        assert b"PhoneMaker" not in stored.read()
    with image.get_rendition("width-30").file.open("rb") as rendition:
        assert b"PhoneMaker" not in rendition.read()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"GIF89a/*" + MARK, b"", picture("GIF", mode="P")[:20]])
def test_broken_picture_in_the_admin_is_an_error_beside_the_field(client, operator, content):
    data = {"title": "Haus", "file": upload("haus.gif", content), "collection": operator.collection_id}
    answer = client.post("/admin/images/add/", data)
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a.pdf"])
def test_document_that_is_not_what_it_says_is_an_error_beside_the_field(client, operator, name):
    data = {"title": "A", "file": upload(name, b"<html>" + MARK), "collection": operator.collection_id}
    answer = client.post("/admin/documents/add/", data)
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
