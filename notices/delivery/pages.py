"""What a page type needs so that publishing it tells the residents."""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, get_active_log_context

from notices.delivery.enums import Announcing, Level
from portal.communities.models import Estate

if TYPE_CHECKING:
    from portal.communities.models import Community


class AnnouncedPage(models.Model):
    """Mixin for page types, before `BasePage`. The announcement itself is made by the `page_published` receiver."""

    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.INFO)
    announcing = models.CharField(
        _("announce to residents"),
        max_length=8,
        choices=Announcing.choices,
        default=Announcing.FIRST,
        help_text=_("An announcement appears among every addressed resident's messages."),
    )
    estate = models.ForeignKey(
        Estate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for one estate"),
        help_text=_("Leave open to address the whole community."),
    )

    # Names of the fields whose change makes a new edition.
    announced_fields: tuple[str, ...] = ("title",)
    # What `BasePage` brings.
    title: str
    live: bool
    owning_community: Community | None

    class Meta:
        abstract = True

    def clean(self) -> None:
        """An estate belongs to the page's community."""
        super().clean()
        if self.estate is None or self.depth is None:  # type: ignore[attr-defined]
            return
        community = self.owning_community
        if community is None or self.estate.community_id != community.pk:
            raise ValidationError({"estate": _("This estate belongs to another community.")})

    def publish(self, revision: Any, user: Any = None, **options: Any) -> Any:
        """Publish and announce in one transaction: there is never the one without the other.

        The log context tells the receiver of `page_published` who publishes, also outside a request.
        """
        known = user is None or get_active_log_context().user == user
        with transaction.atomic(), nullcontext() if known else LogContext(user=user):
            return super().publish(revision, user=user, **options)  # type: ignore[misc]

    def edition(self) -> str:
        """Digest of the announced text: the same text is never announced twice."""
        fields: list[Any] = [self._meta.get_field(name) for name in self.announced_fields]
        content = {field.name: field.value_to_string(self) for field in fields}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode("utf-8")).hexdigest()
