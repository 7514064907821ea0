"""Topic, contribution, support; the pages that present them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from governance.deliberation.enums import (
    RUNNING,
    WITH_RESULT,
    ContributionState,
    HideReason,
    Stage,
    Stance,
    TopicClass,
)
from governance.deliberation.page_form import TopicPageForm
from governance.deliberation.query import ContributionQuerySet, TopicPageQuerySet, TopicQuerySet
from portal import clock
from portal.accounts.models import Resident
from portal.blocks import ArticleBlocks
from portal.communities.models import Community
from portal.pages import BasePage, SectionPage

TopicPageManager = PageManager.from_queryset(TopicPageQuerySet)
MAX_CONTRIBUTION = 500


class Topic(models.Model):
    """A matter put to the residents. It lives on when its page goes; its stage moves by `advance_topic` only.

    Organic Law of Urban Residents' Committees art. 32: what touches residents' vital interests, public-good matters,
    difficulties and disputes are deliberated with the residents; what is settled is carried out or supervised.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="topics", verbose_name=_("community")
    )
    year = models.PositiveSmallIntegerField(pgettext_lazy("filter", "year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=80)
    question = models.TextField(
        _("question"),
        max_length=300,
        help_text=_("What is asked, in plain words, so that one can be for or against it."),
    )
    topic_class = models.CharField(_("class"), max_length=12, choices=TopicClass.choices)
    touches_property = models.BooleanField(
        _("touches owners' rights"),
        default=False,
        help_text=_("Matters of Civil Code art. 278 are decided by the owners' assembly; readers are told so."),
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, default=Stage.CONFIRMED, editable=False)
    comments_from = models.DateField(_("opinions from"), null=True, blank=True)
    comments_until = models.DateField(_("opinions until"), null=True, blank=True)
    is_agreed = models.BooleanField(_("agreement reached"), null=True, editable=False)
    outcome = models.TextField(
        _("outcome"),
        max_length=2000,
        blank=True,
        help_text=_("What was agreed, or why nobody could agree; who does what."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("deliberation", "topic")
        verbose_name_plural = _("topics")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["community", "year", "number"], name="topic_number_unique"),
            models.CheckConstraint(
                condition=Q(comments_from=None, comments_until=None) | Q(comments_until__gte=F("comments_from")),
                name="topic_window_ends_after_start",
                violation_error_message=_("The time for opinions needs a first and a last day, in this order."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=sorted(WITH_RESULT)) | (~Q(outcome="") & Q(is_agreed__isnull=False)),
                name="topic_result_has_outcome",
                violation_error_message=_("Say what came out of it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    @display(description=_("number"))
    def reference(self) -> str:
        """The reference number, for example 2026-003."""
        return f"{self.year}-{self.number:03d}"

    @property
    def is_open(self) -> bool:
        """Whether opinions are taken today."""
        if self.stage != Stage.COMMENTING or self.comments_from is None or self.comments_until is None:
            return False
        return self.comments_from <= clock.today() <= self.comments_until

    @property
    def days_left(self) -> int | None:
        """Days for opinions, today included; None when none are taken."""
        if not self.is_open or self.comments_until is None:
            return None
        return clock.days_between(clock.today(), self.comments_until) + 1

    @property
    def is_running(self) -> bool:
        """Whether something is still to come: without agreement there is nothing to carry out."""
        return self.stage in RUNNING and not (self.stage == Stage.RESULT_PUBLISHED and not self.is_agreed)


class StageStep(models.Model):
    """When a topic reached a stage."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices)
    reached_on = models.DateField(_("on"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("step of a topic")
        verbose_name_plural = _("steps of topics")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "stage"], name="topic_stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.reached_on}"


class Contribution(models.Model):
    """What a resident says on a topic: under the nickname in public, with the person known behind it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name=pgettext_lazy("deliberation", "topic"),
    )
    author = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("author")
    )
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices)
    text = models.TextField(_("opinion"), max_length=MAX_CONTRIBUTION)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=ContributionState.choices,
        default=ContributionState.PUBLISHED,
        editable=False,
    )
    hidden_reason = models.CharField(_("reason"), max_length=14, choices=HideReason.choices, blank=True, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    moderated_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["topic", "status", "stance"], name="contribution_by_topic")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ContributionState.HIDDEN) ^ Q(hidden_reason=""),
                name="contribution_hidden_with_reason",
                violation_error_message=_("A contribution is hidden for a reason, and only then has one."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contribution_says_something",
                violation_error_message=_("Write your opinion."),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Contribution')} #{self.pk}"

    @property
    @display(description=_("nickname"))
    def nickname(self) -> str:
        """The only name the public sees; never the account's name, which may be a phone number."""
        user = self.author.user
        return (user.nickname if user else "") or str(_("A neighbour"))


class Support(models.Model):
    """A resident supports a contribution: once, and until withdrawn."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [models.UniqueConstraint(fields=["contribution", "resident"], name="support_once")]

    def __str__(self) -> str:
        return f"{_('Support')} #{self.pk}"


class DeliberationIndexPage(SectionPage):
    """`/<community>/deliberation/`: topics that take opinions first."""

    section_slug = "deliberation"
    section_title = _("Deliberation")
    section_order = 30
    subpage_types = ["deliberation.TopicPage"]
    template = "deliberation/deliberation_index_page.html"

    class Meta:
        verbose_name = _("list of topics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of topics and the filter."""
        from governance.deliberation.listing import topic_list

        return super().get_context(request, *args, **kwargs) | topic_list(self, request)


class TopicPage(BasePage):
    """What the residents read about a topic: background, options, figures. The process stands in `topic`."""

    topic = models.OneToOneField(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        related_name="page",
        verbose_name=pgettext_lazy("deliberation", "topic"),
    )
    intro = models.TextField(_("in one sentence"), blank=True, max_length=200)
    body = StreamField(ArticleBlocks(), blank=True, verbose_name=_("background"))

    objects = TopicPageManager()
    base_form_class = TopicPageForm
    content_panels = [*BasePage.content_panels, FieldPanel("topic"), FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["deliberation.DeliberationIndexPage"]
    subpage_types: list[str] = []
    template = "deliberation/topic_page.html"

    class Meta:
        verbose_name = _("page of a topic")
        verbose_name_plural = _("pages of topics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the process: stage, timeline, contributions, what this reader may do."""
        from governance.deliberation.presentation import topic_context

        return super().get_context(request, *args, **kwargs) | topic_context(self, request.user)

    def missing(self) -> dict[str, Any]:
        """A page without its topic presents nothing."""
        return {} if self.topic_id else {"topic": _("Choose the topic this page presents.")}

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Refuse to be live without a topic, however it is published."""
        if clean and self.live and (missing := self.missing()):
            raise ValidationError(missing)
        return super().save(clean=clean, **kwargs)
