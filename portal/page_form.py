"""The admin form every page type's form stands on."""

from __future__ import annotations

from itertools import count

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page


class BasePageForm(WagtailAdminPageForm):
    """Wagtail's form of a page; two pages of the same title get along."""

    def clean_slug(self) -> str:
        """Number an address that was only derived from the title and is taken; one typed by hand is left to Wagtail's check."""
        slug: str = self.cleaned_data["slug"]
        derived = slugify(self.cleaned_data.get("title", ""), allow_unicode=True)
        if slug != derived or self._is_free(slug):
            return slug
        return next(name for name in (f"{slug}-{number}" for number in count(2)) if self._is_free(name))

    def _is_free(self, slug: str) -> bool:
        return bool(Page._slug_is_available(slug, self.parent_page, self.instance))
