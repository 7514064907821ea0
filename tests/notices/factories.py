"""Notices of every kind, in the section of a community or of the county."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from notices.models import CommunityNoticePage, FraudAlertPage, NoticeIndexPage, NoticePage, PoliceNoticePage

TEXTS: dict[type[NoticePage], dict[str, Any]] = {
    PoliceNoticePage: {
        "title": "夜间电动车盗窃预警",
        "intro": "近期夜间发生多起电动车被盗，请入库上锁、加装报警器。",
        "source": "城区派出所",
        "topic": "warning",
        "area": "枫林小区一带",
    },
    FraudAlertPage: {
        "title": "警惕冒充客服退款诈骗",
        "intro": "自称快递客服、主动退款理赔的电话，多半是骗子。",
        "source": "城区派出所反诈中心",
        "fraud_kind": "fake-service",
        "phrases": [("phrase", "您的快递丢失，我们双倍赔付，请下载会议软件。")],
        "dos": [("item", "挂断电话，到官方平台核实。")],
        "donts": [("item", "不要开启屏幕共享。")],
    },
    CommunityNoticePage: {
        "title": "周四停水通知",
        "intro": "因管网检修，周四8时至17时停水，请提前储水。",
        "source": "社区居民委员会",
    },
}


def notice_index(place: Any) -> NoticeIndexPage:
    """The section of a community, or of the county when a county page is given."""
    home = getattr(place, "root_page", place)
    section: NoticeIndexPage = NoticeIndexPage.objects.child_of(home).get()
    return section


def make_notice(
    place: Any,
    page_type: type[NoticePage] = CommunityNoticePage,
    *,
    published: bool = True,
    user: Any = None,
    **fields: Any,
) -> Any:
    """A notice in a place's section; published with its announcement unless told otherwise."""
    texts = {"expires_on": timezone.localdate() + dt.timedelta(days=20), **TEXTS[page_type], **fields}
    page = notice_index(place).add_child(instance=page_type(live=False, **texts))
    revision = page.save_revision(user=user)
    if published:
        revision.publish(user=user)
        page.refresh_from_db()
    return page


def make_many_notices(place: Any, number: int) -> None:
    """So many live notices without revisions or announcements, quickly."""
    section = notice_index(place)
    now = timezone.now()
    types = list(TEXTS)
    for count in range(number):
        page_type = types[count % len(types)]
        fields = {**TEXTS[page_type], "title": f"{TEXTS[page_type]['title']}（{count + 1}）", "slug": f"notice-{count}"}
        page = page_type(**fields, announcing="never", live=True, first_published_at=now - dt.timedelta(hours=count))
        page.path = Page._get_path(section.path, section.depth + 1, count + 1)
        page.depth, page.numchild = section.depth + 1, 0
        page.url_path, page.locale_id = f"{section.url_path}{page.slug}/", section.locale_id
        page.save(clean=False)
    Page.objects.filter(pk=section.pk).update(numchild=number)
