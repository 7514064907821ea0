"""Finding every translatable string of the source, and whose catalogue it belongs to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

PORTAL = "portal"
# Function → positions of (context, singular, plural) among its arguments.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
CALL_IN_TEMPLATE = re.compile(r"\b(_|n?p?gettext)\(")
STRING_IN_TEMPLATE = re.compile(r"""\s*u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*,?""")


@dataclass(frozen=True, order=True)
class Message:
    """A string to translate, as gettext tells strings apart."""

    text: str
    context: str = ""
    plural: str = ""


def room_folders() -> dict[str, Path]:
    """Label → folder of every application of ours."""
    configs = (config for config in apps.get_app_configs() if config.name in settings.ROOMS)
    return {config.label: Path(config.path) for config in configs}


def catalogue_folder(label: str) -> Path:
    """Where the catalogues of a room lie."""
    return room_folders()[label] / "locale"


def messages_of(label: str) -> dict[Message, set[str]]:
    """Every message of a room's Python and templates, with the files it stands in (relative to the checkout)."""
    found: dict[Message, set[str]] = {}
    for path in _files_of(label):
        source = path.read_text(encoding="utf-8")
        messages = _in_python(source) if path.suffix == ".py" else _in_template(source, path)
        for message in messages:
            found.setdefault(message, set()).add(path.relative_to(settings.BASE_DIR).as_posix())
    return found


def _files_of(label: str) -> Iterator[Path]:
    """A room's own files: neither those of a room nested in its folder, nor migrations."""
    folder = room_folders()[label]
    nested = [other for other in room_folders().values() if folder in other.parents]
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if "migrations" not in path.parts and not any(other in path.parents for other in nested):
            yield path
    yield from _templates_of(label)


def _templates_of(label: str) -> Iterator[Path]:
    """`templates/<label>/` belongs to the room of that name, and what no room claims to the portal."""
    top = Path(settings.BASE_DIR) / "templates"
    labels = room_folders().keys() - {PORTAL}
    for path in sorted([*top.rglob("*.html"), *top.rglob("*.txt")]):
        owner = path.relative_to(top).parts[0]
        if (owner if owner in labels else PORTAL) == label:
            yield path


def _in_python(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = names.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS and node.func.attr != "_":
            name = node.func.attr
        if name:
            texts = [
                arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in node.args
            ]
            yield from _message(name, texts)


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """What a module calls Django's translation functions, for example `_` for `gettext_lazy`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def _in_template(source: str, path: Path) -> Iterator[Message]:
    calls = templatize(source, origin=str(path))
    for call in CALL_IN_TEMPLATE.finditer(calls):
        texts: list[str | None] = []
        position = call.end()
        while string := STRING_IN_TEMPLATE.match(calls, position):
            texts.append(ast.literal_eval(string[1]))
            position = string.end()
        yield from _message(call[1], texts)


def _message(function: str, texts: list[str | None]) -> Iterator[Message]:
    """The message of one call; none if its text is computed, which only `gettext_noop` elsewhere can cover."""
    context, singular, plural = (
        "" if at is None else texts[at] if at < len(texts) else None for at in FUNCTIONS[function]
    )
    if singular and context is not None and plural is not None:
        yield Message(singular, context, plural)
