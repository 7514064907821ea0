"""The living pattern page: every component with believable content, in every display mode."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal import components as c
from portal.communities.models import Community
from portal.icons import ICONS
from portal.pagination import paginate


class SampleForm(forms.Form):
    """One field of each kind. The texts are samples in Chinese, as the pages residents read."""

    name = forms.CharField(label="姓名", help_text="与身份证上一致。", max_length=60)
    phone = forms.CharField(label="手机号码", widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))
    birth_date = forms.DateField(label="出生日期", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    building = forms.ChoiceField(label="楼栋", choices=[("", "请选择…"), ("1", "1号楼"), ("2", "2号楼")])
    who = forms.ChoiceField(
        label="为谁办理？",
        widget=forms.RadioSelect,
        choices=[("me", "本人"), ("father", "父亲 陈德厚"), ("other", "其他人")],
    )
    needs = forms.MultipleChoiceField(
        label="需要的帮助",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("walk", "行动不便"), ("hear", "听力不好"), ("see", "视力不好")],
    )
    note = forms.CharField(label="补充说明", required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}))
    agreed = forms.BooleanField(label="我已阅读并同意个人信息处理告知书")


class SampleFilters(forms.Form):
    """Filters above a list."""

    year = forms.ChoiceField(label="年度", choices=[("2026", "2026年"), ("2025", "2025年")], required=False)
    quarter = forms.ChoiceField(label="季度", choices=[("", "全部"), ("3", "第三季度")], required=False)


def patterns(request: HttpRequest) -> HttpResponse:
    """Staff see it, and everyone in demo mode; it does not exist for anybody else."""
    if not (settings.DEMO or (request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"))):
        raise Http404
    context = {
        "samples": [*_words(), *_lists(request), *_processes(), *_figures()],
        "wrong_form": SampleForm({"name": "", "phone": "138", "who": "", "building": "9"}),
        "good_form": SampleForm(prefix="good"),
        "icons": list(ICONS),
        "crumbs": [c.Crumb("三务公开", "#"), c.Crumb("财务公开")],
        "community": Community(
            key="longshan",
            name="龙山社区",
            name_en="Longshan Community",
            phone="0631-0000001",
            duty_phone="0631-0000002",
            address="山东省威海市乳山市龙山路1号",
            office_hours="周一至周五 8:30–17:00",
        ),
    }
    return render(request, "patterns/patterns.html", context)


def _words() -> list[tuple[str, list[Any]]]:
    return [
        (
            "Banner",
            [
                c.Banner("台风“海棠”预计今晚登陆，请收好阳台物品，减少外出。", "urgent", href="#"),
                c.Banner("您的预约已取消。", "success"),
                c.Banner("本条通知已过有效期。", "warning"),
                c.Banner("财务公开每季度更新一次。"),
            ],
        ),
        ("Callout", [c.Callout("不要把验证码告诉任何人", "公安机关不会在电话里要求转账。", phone="96110")]),
        (
            "DoDont",
            [
                c.DoDont(
                    ["挂断电话，打96110核实", "把短信给家人或网格员看"],
                    ["点开短信里的链接", "按对方要求共享屏幕", "向“安全账户”转账"],
                    "您该怎么做",
                    "千万不要",
                )
            ],
        ),
        (
            "Badge",
            [
                c.Badge("未开始"),
                c.Badge("处理中", "active"),
                c.Badge("按期公开", "good"),
                c.Badge("临近期限", "warn"),
                c.Badge("逾期未公开", "bad"),
            ],
        ),
        (
            "Button",
            [
                c.Button("立即预约", href="#"),
                c.Button("下载回执", href="#", kind="secondary", icon="download"),
                c.Button("取消预约", href="#", kind="danger"),
                c.Button("以后再说", href="#", kind="plain"),
                c.Button("已满", disabled=True),
                c.PrintButton(),
                c.ReadAloud(),
            ],
        ),
        ("Phone", [c.Phone("0631-0000001", "社区服务电话", big=True), c.Phone("96110", "反诈专线", "24小时")]),
        ("Attachment", [c.Attachment("2026年第三季度财务明细", "#", "xlsx", 48_230)]),
        ("ActingFor", [c.ActingFor("陈德厚", "父亲", "#")]),
        ("CopyLink", [c.CopyLink("https://linli.example/longshan/notices/fangzha/")]),
        ("Empty", [c.Empty("近期没有通知", "新通知发布后会显示在这里，也会发到您的消息。", "#", "查看往期通知")]),
        (
            "SummaryList",
            [
                c.SummaryList(
                    [
                        c.Fact("姓名", "王＊兰", "#"),
                        c.Fact("身份证号", "3710＊＊＊＊＊＊＊＊＊＊2X", "#"),
                        c.Fact("住址", "龙山花园 3号楼 2单元 501", "#"),
                    ],
                    "请核对",
                )
            ],
        ),
    ]


def _lists(request: HttpRequest) -> list[tuple[str, list[Any]]]:
    today = timezone.localdate()
    tiles = [
        c.Tile("通知公告", "#", "bell", 2),
        c.Tile("三务公开", "#", "landmark"),
        c.Tile("议事协商", "#", "message", 1),
        c.Tile("选民登记", "#", "vote"),
        c.Tile("养老服务", "#", "heart"),
        c.Tile("政务缴费", "#", "wallet"),
        c.Tile("警务反诈", "#", "shield"),
        c.Tile("我的预约", "#", "calendar"),
    ]
    rows = [
        c.Row("关于开展第四季度消防通道清理的通知", "#", today, is_new=True),
        c.Row("警惕冒充医保局来电：先挂断，再核实", "#", today - dt.timedelta(3), c.Badge("紧急", "bad")),
        c.Row(
            "社区食堂十二月菜单征求意见",
            "#",
            today - dt.timedelta(9),
            text="愿意参加试吃的居民请于周五前报名。",
            meta="龙山社区居委会",
        ),
    ]
    cards = [
        c.Card(
            "助餐服务",
            "中午热饭送到家，65岁以上居民每餐补贴3元。",
            "#",
            "今天还有12份",
            c.Badge("可预约", "good"),
            "heart",
        ),
        c.Card("上门理发", "每月第二个星期三，行动不便的老人优先。", "#", "下次：12月9日", icon="calendar"),
        c.Card("健康体检", "卫生服务中心，需空腹。", "#", badge=c.Badge("已约满", "warn"), icon="shield"),
    ]
    tabs = [c.Tab("全部", "#", 43, current=True), c.Tab("警务", "#", 8), c.Tab("反诈", "#", 15), c.Tab("社区", "#", 20)]
    return [
        ("TileGrid", [c.TileGrid(tiles, "您要办什么？")]),
        ("RowList", [c.RowList(rows, title="最新通知", more_href="#")]),
        ("CardGrid", [c.CardGrid(cards)]),
        ("Tabs", [c.Tabs(tabs, "通知类别")]),
        ("Filters", [c.Filters(SampleFilters())]),
        ("PageLinks", [paginate(list(range(430)), request).links]),
    ]


def _processes() -> list[tuple[str, list[Any]]]:
    today = timezone.localdate()
    steps = [
        c.Step("征集意见", today - dt.timedelta(20), "收到46条意见", "done"),
        c.Step("讨论", today - dt.timedelta(6), "12月1日晚上在活动室开会", "current"),
        c.Step("表决", today + dt.timedelta(7)),
        c.Step("结果公布", today + dt.timedelta(14)),
    ]
    days = [c.Day(today + dt.timedelta(n), "#", (0, 3, 12, 8, 0, 5, 9)[n], current=n == 1) for n in range(7)]
    groups = [
        c.SlotGroup(
            "上午", [c.Slot("8:30", href="#"), c.Slot("9:00", href="#", note="剩1位"), c.Slot("9:30", full=True)]
        ),
        c.SlotGroup("下午", [c.Slot("14:00", href="#"), c.Slot("14:30", href="#")]),
    ]
    receipt = c.Receipt(
        "登记已提交",
        "LS-2026-0412",
        "请记下这个编号，或拍照保存。",
        [c.Fact("登记人", "王＊兰"), c.Fact("提交时间", "2026年11月24日 上午10:30")],
        ["社区工作人员3个工作日内核对。", "核对后会发短信告诉您结果。", "有疑问请打 0631-0000001。"],
        level=3,
    )
    return [
        ("StepHeader", [c.StepHeader(2, 4, "住址")]),
        ("Timeline", [c.Timeline(steps)]),
        ("DayStrip", [c.DayStrip(days, later_href="#")]),
        ("SlotList", [c.SlotList(groups)]),
        ("Receipt", [receipt]),
    ]


def _figures() -> list[tuple[str, list[Any]]]:
    table = c.FigureTable(
        "2026年第三季度收支",
        ["项目", "本季度（元）", "上季度（元）"],
        [
            ["公共收益", "32,400.00", "30,100.00"],
            ["补助收入", "18,500.00", "18,500.00"],
            ["维修支出", "−29,880.00", "−12,640.00"],
        ],
        ["结余", "21,020.00", "35,960.00"],
        "龙山社区 · 数据截至2026年9月30日",
    )
    bars = [
        c.Bar("公共收益", 32400, "¥32,400.00"),
        c.Bar("补助收入", 18500, "¥18,500.00"),
        c.Bar("维修支出", 29880, "¥29,880.00", "warn"),
    ]
    stats = [
        c.Stat("18/22", "达标指标"),
        c.Stat("96%", "按期公开"),
        c.Stat("2", "逾期事项", "财务公开、低保公示", "bad"),
    ]
    return [
        ("StatRow", [c.StatRow(stats)]),
        ("FigureTable", [table]),
        ("BarChart", [c.BarChart("收支情况", bars, target=30000, target_label="预算（元）")]),
        ("Progress", [c.Progress(412, 600, "参与表决", "412户 / 600户，已过半数")]),
    ]
