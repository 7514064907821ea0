"""Admin forms whose choices end at the community of the one who fills them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.communities.actions import grant_post
from portal.communities.enums import Role
from portal.communities.models import Community, Estate, StaffPost
from portal.communities.permissions import scope_of


class CommunityScopedForm(WagtailAdminModelForm):
    """Limits `community`, `estate` and whatever `scoped_fields` names to the communities of the user's posts.

    `scoped_fields` maps a field to the lookup from its choices to their community.
    """

    scoped_fields: dict[str, str] = {}
    _usual = {"community": "pk", "estate": "community", "building": "estate__community"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(self.for_user)
        for name, lookup in {**self._usual, **self.scoped_fields}.items():
            field = self.fields.get(name)
            if not isinstance(field, forms.ModelChoiceField) or field.queryset is None or scope is None:
                continue
            field.queryset = field.queryset.filter(**{f"{lookup}__in": scope})
            if name == "community" and len(scope) == 1:
                field.initial, field.empty_label = scope[0], None


class EstateForm(CommunityScopedForm):
    """An estate of one's own community."""

    class Meta:
        model = Estate
        fields = ["community", "name", "is_gated", "has_ebikes"]


class StaffPostForm(WagtailAdminModelForm):
    """Granting a post; the rules stand in `grant_post`, its objections appear here."""

    class Meta:
        model = StaffPost
        fields = ["user", "role", "community", "valid_from", "valid_to"]
        help_texts = {"valid_to": _("Leave empty for a post without an end.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = self.fields["user"].queryset.filter(is_active=True, resident=None)
        self.fields["community"].queryset = Community.objects.all()

    def save(self, commit: bool = True) -> StaffPost:
        """Grant through the action, so that groups, rules and the operation log follow."""
        data = self.cleaned_data
        return grant_post(
            user=data["user"],
            role=Role(data["role"]),
            community=data["community"],
            granted_by=self.for_user,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )

    def _post_clean(self) -> None:
        """Try the grant in a savepoint, so that its refusal stands beside the form and loses no input."""
        super()._post_clean()
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.save()
                transaction.set_rollback(True)
        except ValidationError as error:
            self.add_error(None, error.messages)
        except PermissionDenied:
            self.add_error(None, _("Only the security administrator grants posts."))
