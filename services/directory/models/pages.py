"""The directory's list page, in every community and for the county."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.pages import SectionPage


class DirectoryIndexPage(SectionPage):
    """`/<community>/directory/`, and `/directory/` with what serves the whole county."""

    section_slug = "directory"
    section_title = _("Directory")
    section_order = 60
    for_county = True
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("directory")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the entries and the choices above them."""
        from services.directory.listing import directory_list

        context = super().get_context(request, *args, **kwargs)
        return context | directory_list(self, request, context["community"])
