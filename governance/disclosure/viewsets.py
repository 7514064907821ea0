"""Admin: the catalogue. Read by every post, switched by the county."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column

from governance.disclosure.actions import watch_item
from governance.disclosure.models import DisclosureItem
from portal.communities.viewsets import CommunityModelViewSet


class DisclosureItemForm(WagtailAdminModelForm):
    """The one switch of an item; its words come with the software."""

    class Meta:
        model = DisclosureItem
        fields = ["is_watched"]

    def clean_is_watched(self) -> bool:
        """Only what is due every quarter can be watched."""
        watched: bool = self.cleaned_data["is_watched"]
        if (
            watched
            and not DisclosureItem.objects.filter(pk=self.instance.pk, frequency__in=["quarterly", "period"]).exists()
        ):
            raise forms.ValidationError(_("Only items that are due every quarter can be watched."))
        return watched

    def save(self, commit: bool = True) -> Any:
        """Through the action, so that permission and operation log follow."""
        item = DisclosureItem.objects.get(pk=self.instance.pk)
        return watch_item(item=item, watched=self.cleaned_data["is_watched"], actor=self.for_user)


class DisclosureItemViewSet(CommunityModelViewSet):
    """The catalogue of disclosure."""

    model = DisclosureItem
    icon = "list-ul"
    menu_label = _("Disclosure catalogue")
    menu_order = 330
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = ["code", "affair", "title", "contents", "basis", "frequency", "is_watched", "reported_with"]
    list_display = [
        "code",
        Column("label", label=_("Item")),
        Column("affair", label=_("Affair"), accessor="get_affair_display"),
        Column("frequency", label=_("How often"), accessor="get_frequency_display"),
        BooleanColumn("is_watched", label=_("Deadline watched")),
    ]
    list_filter = ["affair", "frequency", "is_watched"]
    search_fields = ["code", "title", "title_en"]
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[DisclosureItemForm]:
        """The switch."""
        return DisclosureItemForm
