"""Make the icon sprite from Lucide's npm archive (fetched with `npm pack lucide-static@VERSION`)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tarfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import icons

FOLDER = Path(icons.__file__).parent / "static" / "icons"
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
)


class Command(BaseCommand):
    """Only needed when an icon is added or Lucide is raised; the result is part of the project."""

    help = "Make portal/static/icons/sprite.svg from an archive of lucide-static."

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive."""
        parser.add_argument("archive", type=Path, help=f"{icons.PACKAGE}-{icons.VERSION}.tgz")

    def handle(self, *args: Any, archive: Path, **options: Any) -> None:
        """Check the archive, cut out the shapes, write sprite, licence and digests."""
        found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != icons.INTEGRITY:
            raise CommandError(f"{archive} is not {icons.PACKAGE} {icons.VERSION}: {found}")
        with tarfile.open(archive) as package:
            symbols = [
                SYMBOL.format(name=name, shapes=_shapes(_read(package, f"package/icons/{source}.svg")))
                for name, source in icons.ICONS.items()
            ]
            licence = _read(package, "package/LICENSE")
        sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
        _write("sprite.svg", sprite)
        _write("LICENSE", licence)
        digests = {name: _digest(text) for name, text in (("sprite.svg", sprite), ("LICENSE", licence))}
        _write("icons.json", json.dumps({"icons": icons.ICONS, "sha256": digests}, indent=2) + "\n")
        self.stdout.write(f"{len(symbols)} icons, {len(sprite.encode())} bytes")


def _read(package: tarfile.TarFile, name: str) -> str:
    member = package.extractfile(name)
    if member is None:
        raise CommandError(f"The archive holds no {name}.")
    return member.read().decode("utf-8")


def _shapes(svg: str) -> str:
    inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    return re.sub(r"\s*\n\s*", "", inner).replace(" />", "/>").strip()


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
