"""Page types: the list of notices and its three kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from notices.blocks import DONTS, DOS, PHRASES
from notices.delivery.enums import Level
from notices.delivery.pages import AnnouncedPage
from notices.delivery.panels import AudiencePanel
from notices.enums import EMERGENCY_CALL, FRAUD_HOTLINE, LONGEST_DAYS, FraudKind, NoticeKind, PoliceTopic
from notices.forms import NoticePageForm, PoliceNoticePageForm
from portal import clock
from portal.blocks import ArticleBlocks
from portal.pages import BasePage, SectionPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class NoticeIndexPage(SectionPage):
    """`/<community>/notices/` and the county's `/notices/`: every notice, filtered by kind, twenty a page."""

    section_slug = "notices"
    section_title = _("Notices")
    section_order = 10
    for_county = True
    subpage_types = ["notices.PoliceNoticePage", "notices.FraudAlertPage", "notices.CommunityNoticePage"]

    class Meta:
        verbose_name = _("list of notices")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rows of one list page and the filter."""
        from notices.listing import notice_list

        return super().get_context(request, *args, **kwargs) | notice_list(self, request)


class NoticePage(AnnouncedPage, BasePage):
    """What every notice has. A draft may lack most of it; `missing` names what has to be there before it goes out."""

    kind: NoticeKind
    announced_fields: tuple[str, ...] = ("title", "intro", "body", "level", "source", "expires_on", "contact_phone")
    base_form_class = NoticePageForm

    intro = models.TextField(
        _("in one sentence"),
        blank=True,
        max_length=200,
        help_text=_("What readers have to know if they read no further."),
    )
    body = StreamField(ArticleBlocks(), blank=True, verbose_name=_("text"))
    source = models.CharField(
        _("issued by"), blank=True, max_length=80, help_text=_("The authority or office whose words these are.")
    )
    contact_phone = models.CharField(_("phone for questions"), blank=True, max_length=30)
    expires_on = models.DateField(
        _("holds until"),
        null=True,
        blank=True,
        help_text=_("Afterwards readers see that the notice is out of date. Urgent notices need a date."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("contact_phone"), FieldPanel("expires_on")], _("Issuer")),
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("announcing"), FieldPanel("estate"), AudiencePanel()], _("Who is told")
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["notices.NoticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def has_expired(self) -> bool:
        """Whether its date has passed."""
        return self.expires_on is not None and self.expires_on < clock.today()

    @property
    def topic_label(self) -> str:
        """What it is about, finer than its kind; empty where there is no finer word."""
        return ""

    def missing(self) -> dict[str, StrOrPromise]:
        """What has to be filled in before publication, by field."""
        found: dict[str, StrOrPromise] = {}
        if not self.intro:
            found["intro"] = _("Say in one sentence what this is about.")
        if not self.source:
            found["source"] = _("Name the office or authority that issues this.")
        if self.level == Level.URGENT and self.expires_on is None:
            found["expires_on"] = _("An urgent notice needs a date until which it holds.")
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the urgency in a word, the address to pass on and the numbers to call."""
        from notices.listing import notice_badge

        context = super().get_context(request, *args, **kwargs)
        return context | {
            "badge": notice_badge(self.level, self.expires_on) or "",
            "share_url": request.build_absolute_uri(self.get_url(request)),
            "fraud_hotline": FRAUD_HOTLINE,
            "emergency_call": EMERGENCY_CALL,
        }


class PoliceNoticePage(NoticePage):
    """警务通告: what the police tell the residents, in their own words or relayed with its source."""

    kind = NoticeKind.POLICE
    base_form_class = PoliceNoticePageForm
    announced_fields = (*NoticePage.announced_fields, "topic", "area", "source_url")

    topic = models.CharField(_("topic"), max_length=12, choices=PoliceTopic.choices, default=PoliceTopic.WARNING)
    area = models.CharField(
        _("area"), blank=True, max_length=80, help_text=_("Roughly where; never a dwelling, a name or a number plate.")
    )
    source_url = models.URLField(_("original"), blank=True, help_text=_("Address of the original publication."))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("topic"),
        FieldPanel("area"),
        FieldPanel("source_url"),
        *NoticePage.content_panels[len(BasePage.content_panels) :],
    ]
    template = "notices/police_notice_page.html"

    class Meta:
        verbose_name = _("police notice")
        verbose_name_plural = _("police notices")

    @property
    def topic_label(self) -> str:
        """The topic's name."""
        return str(PoliceTopic(self.topic).label)

    def missing(self) -> dict[str, StrOrPromise]:
        """Warnings and bulletins end; bulletins are verbatim and say where they were first published."""
        found = super().missing()
        longest = LONGEST_DAYS.get(PoliceTopic(self.topic))
        if longest is None:
            pass
        elif self.expires_on is None:
            found["expires_on"] = _("Warnings and bulletins need a date until which they hold.")
        elif self.expires_on > clock.add_days(clock.today(), longest):
            found["expires_on"] = _("At most %(days)s days from today; renew it then.") % {"days": longest}
        if self.topic == PoliceTopic.BULLETIN and not self.source_url:
            found["source_url"] = _("A bulletin gives the address of the original.")
        return found


class FraudAlertPage(NoticePage):
    """反诈提醒: how the swindlers talk, what to do, what not to do, whom to call."""

    kind = NoticeKind.FRAUD
    announced_fields = (*NoticePage.announced_fields, "fraud_kind", "phrases", "dos", "donts")

    fraud_kind = models.CharField(
        _("kind of fraud"), max_length=20, choices=FraudKind.choices, default=FraudKind.FAKE_SERVICE
    )
    phrases = StreamField(PHRASES, blank=True, verbose_name=_("what the swindlers say"), max_num=6)
    dos = StreamField(DOS, blank=True, verbose_name=_("what to do"), max_num=6)
    donts = StreamField(DONTS, blank=True, verbose_name=_("what not to do"), max_num=6)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("fraud_kind"),
        FieldPanel("intro"),
        FieldPanel("phrases"),
        FieldPanel("dos"),
        FieldPanel("donts"),
        *NoticePage.content_panels[len(BasePage.content_panels) + 1 :],
    ]
    search_fields = [*NoticePage.search_fields, index.SearchField("phrases"), index.SearchField("dos")]
    template = "notices/fraud_alert_page.html"

    class Meta:
        verbose_name = _("fraud alert")
        verbose_name_plural = _("fraud alerts")

    @property
    def topic_label(self) -> str:
        """The kind of fraud."""
        return str(FraudKind(self.fraud_kind).label)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the advice as plain sentences."""
        advice = {"dos": [block.value for block in self.dos], "donts": [block.value for block in self.donts]}
        return super().get_context(request, *args, **kwargs) | advice

    def missing(self) -> dict[str, StrOrPromise]:
        """An alert that says neither how to recognise the fraud nor what to do warns nobody."""
        found = super().missing()
        if not self.phrases:
            found["phrases"] = _("Give at least one sentence by which the fraud is recognised.")
        if not self.dos:
            found["dos"] = _("Say at least one thing to do.")
        if not self.donts:
            found["donts"] = _("Say at least one thing not to do.")
        return found


class CommunityNoticePage(NoticePage):
    """一般通知: whatever else the office has to tell."""

    kind = NoticeKind.COMMUNITY
    template = "notices/notice_page.html"

    class Meta:
        verbose_name = _("community notice")
        verbose_name_plural = _("community notices")


PAGE_TYPES: dict[NoticeKind, type[NoticePage]] = {
    NoticeKind.POLICE: PoliceNoticePage,
    NoticeKind.FRAUD: FraudAlertPage,
    NoticeKind.COMMUNITY: CommunityNoticePage,
}
