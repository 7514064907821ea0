"""What every component is: a frozen dataclass that renders its own template."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from laces.components import Component

Words: TypeAlias = str | Promise


class Part(Component):
    """A laces component whose template gets the dataclass fields under their own names.

    `{{ part }}` in a template renders it, as does laces' `{% component part %}`. Texts are escaped by the template.
    """

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The fields, not copied: a component may hold thousands of rows."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}  # type: ignore[arg-type]

    def __html__(self) -> SafeString:
        return self.render_html()

    def __str__(self) -> str:
        return self.render_html()
