"""The admin form of a topic's page; apart from the other forms because the page type names it while models load."""

from __future__ import annotations

from typing import Any

from portal.page_form import BasePageForm


class TopicPageForm(BasePageForm):
    """Offers the community's topics that no other page presents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topic" not in self.fields:
            return
        page = self.instance if self.instance.pk else self.parent_page.specific
        topics = self.fields["topic"].queryset  # type: ignore[attr-defined]
        free = topics.without_page() | topics.filter(pk=self.instance.topic_id)
        self.fields["topic"].queryset = free.in_community(page.owning_community)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.instance.missing().items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)
