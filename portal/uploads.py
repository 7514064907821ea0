"""Files from outside: looked at by content, drawn anew where they are pictures, limited in bytes, pixels and parts."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

MAX_PIXELS = 40_000_000
MAX_FRAMES = 60
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
MAX_PARTS = 5_000
MAX_UNPACKED = 200 * 1024 * 1024
NAME_LENGTH = 80
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
PACKED = frozenset({"docx", "xlsx", "pptx", "zip"})
PLAIN = frozenset({"csv", "txt"})


def redraw(file: UploadedFile) -> UploadedFile:
    """A picture drawn anew: what was hidden beside the pixels (place, camera, scripts, other files) is gone.

    Raises ValidationError for what is no whole picture of its own kind, or has too many pixels or frames.
    """
    kind = FORMATS.get(_extension(file.name or ""))
    if kind is None:
        raise ValidationError(_("This kind of picture is not taken. Please use JPEG, PNG, WebP or GIF."), code="kind")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[kind]) as picture:  # type: ignore[arg-type]
                _check_size(picture)
                content = _drawn(picture, kind)
    except ValidationError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        content = b""
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, TypeError, AttributeError):
        content = b""  # Pillow's readers raise all of these on broken files
    if not content:
        raise ValidationError(
            _("This file is not a picture of the kind its name says, or it is damaged. Please choose another one."),
            code="broken",
        )
    return SimpleUploadedFile(safe_name(file.name or ""), content, content_type=Image.MIME[kind])


def check_document(file: UploadedFile) -> None:
    """Raise ValidationError where the content is not what the name says, or would unpack into too much."""
    extension = _extension(file.name or "")
    if (file.size or 0) > MAX_DOCUMENT_BYTES:
        raise ValidationError(_("This file is too big. At most 20 MB are taken."), code="size")
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if extension == "pdf":
        fits = b"%PDF-" in head
    elif extension in PACKED:
        fits = _is_sound_package(file, extension)
    elif extension in PLAIN:
        fits = _is_text(file.read())
    else:
        fits = False
    file.seek(0)
    if not fits:
        raise ValidationError(
            _("The content of this file is not what its name says. Please save it again in its own program."),
            code="content",
        )


def safe_name(name: str) -> str:
    """The last part of a file name without anything invisible, at most 80 characters with its extension."""
    from portal.text import clean_text

    last = clean_text(PurePosixPath(name.replace("\\", "/")).name).replace("/", "")
    stem, dot, extension = last.rpartition(".")
    return f"{(stem or 'file')[:NAME_LENGTH]}{dot}{extension[:8].lower()}" if dot else last[:NAME_LENGTH]


def _extension(name: str) -> str:
    return safe_name(name).rpartition(".")[2].lower()


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise ValidationError(_("This picture has too many pixels: at most 40 million are taken."), code="pixels")
    frames = getattr(picture, "n_frames", 1)
    if frames > MAX_FRAMES or width * height * frames > 3 * MAX_PIXELS:
        raise ValidationError(_("This animation is too long."), code="frames")


def _drawn(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if getattr(picture, "n_frames", 1) > 1:
        frames = []
        for number in range(picture.n_frames):  # type: ignore[attr-defined]
            picture.seek(number)
            frames.append(_bare(picture.copy(), kind))
        durations = int(picture.info.get("duration", 100) or 100)
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=durations, loop=0)
        return out.getvalue()
    picture.load()
    upright = ImageOps.exif_transpose(picture) or picture
    _bare(upright, kind).save(out, kind, **({"quality": 90} if kind in ("JPEG", "WEBP") else {}))
    return out.getvalue()


def _bare(picture: Image.Image, kind: str) -> Image.Image:
    """Pixels only, in a mode that every browser shows."""
    if kind == "JPEG":
        plain = picture.convert("RGB")
    elif kind == "GIF":
        plain = picture.convert("RGBA") if "transparency" in picture.info else picture.convert("RGB")
    else:
        transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        plain = picture.convert("RGBA" if transparent else "RGB")
    plain.info = {}
    return plain


def _is_sound_package(file: UploadedFile, extension: str) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                return False
            names = {part.filename for part in parts}
            if any(name.startswith("/") or ".." in PurePosixPath(name).parts for name in names):
                return False
            # What the parts say of their size is not to be relied on: unpack, and stop at the limit.
            unpacked = 0
            for part in parts:
                with package.open(part) as opened:
                    while piece := opened.read(1 << 20):
                        unpacked += len(piece)
                        if unpacked > MAX_UNPACKED:
                            return False
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    return extension == "zip" or "[Content_Types].xml" in names


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


class SafeImageField(WagtailImageField):
    """Wagtail's field over a picture that is drawn anew before anything else looks at it."""

    def to_python(self, data: Any) -> Any:
        """Draw anew, then as usual."""
        if data in self.empty_values:
            return None
        self.check_image_file_size(data)
        return super().to_python(redraw(data))


class SafeDocumentField(WagtailDocumentField):
    """Wagtail's field with a look at the content."""

    def to_python(self, data: Any) -> Any:
        """Check, then as usual."""
        if data in self.empty_values:
            return None
        data.name = safe_name(data.name)
        checked = super().to_python(data)
        check_document(data)
        return checked


class SafeImageForm(BaseImageForm):
    """The base of Wagtail's picture forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _taken_over(self.fields["file"], SafeImageField)


class SafeDocumentForm(BaseDocumentForm):
    """The base of Wagtail's document forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _taken_over(self.fields["file"], SafeDocumentField)


def _taken_over(field: Any, kind: type[Any]) -> Any:
    return kind(label=field.label, required=field.required, widget=field.widget)
