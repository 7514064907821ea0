"""Believable disclosures for the demo: four quarters of accounts and affairs, something late, overdue, missing."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from governance.disclosure.demo.texts import (
    BASIS_NOTE,
    EXPENDITURES,
    INCOMES,
    PARTY_LINES,
    SEASONS,
    SINGLE_ARTICLES,
)
from governance.disclosure.enums import QUARTERS, EntryClass, Part, Side
from governance.disclosure.models import (
    AffairsPage,
    DisclosureIndexPage,
    DisclosureItem,
    DisclosurePage,
    FinancialDisclosurePage,
    LedgerEntry,
)
from governance.disclosure.money import Money
from governance.disclosure.periods import Period, ended_quarters
from portal import clock

if TYPE_CHECKING:
    from portal.communities.models import Community
    from portal.demo import World

QUARTER_NAMES = dict(zip(QUARTERS, ("第一季度", "第二季度", "第三季度", "第四季度"), strict=True))
INTRO = "党务、居务、财务，按目录按时公开。看不懂、对不上，请直接问居委会。"
# What a community has not published, as places among the ended quarters (0 is the newest): overdue and missing.
GAPS: dict[str, dict[str, set[int]]] = {
    "finance": {"dongli": {0}, "bihaiyuan": {2}},
    "R05": {"yitian": {0}},
    "P04": {"guanhaiyuan": {1}},
}


def load(world: World) -> None:
    """Fill every community's section. Running it again adds only what is not there."""
    items = {item.code: item for item in DisclosureItem.objects.all()}
    for number, community in enumerate(world.communities):
        index = DisclosureIndexPage.objects.in_community(community).first()
        if index is None:
            continue
        if not index.intro:
            DisclosureIndexPage.objects.filter(pk=index.pk).update(intro=INTRO)
        _Section(community, index, items, number, world.today).fill()


class _Section:
    """One community's disclosures."""

    def __init__(
        self,
        community: Community,
        index: DisclosureIndexPage,
        items: dict[str, DisclosureItem],
        number: int,
        today: dt.date,
    ) -> None:
        self.community, self.index, self.items, self.number, self.today = community, index, items, number, today
        self.there = set(index.get_children().values_list("slug", flat=True))
        self.chance = random.Random(community.key)

    def fill(self) -> None:
        """Accounts, quarterly affairs, single articles."""
        quarters = ended_quarters(self.today, 4)
        balance = self.chance.randrange(18_000_00, 62_000_00)
        for place in reversed(range(len(quarters))):
            balance = self.accounts(quarters[place], place, balance)
            self.quarterly("P04", quarters[place], place, self._party_body(quarters[place]))
            self.quarterly("R05", quarters[place], place, self._funds_body(quarters[place]))
        for offset, article in enumerate(SINGLE_ARTICLES):
            if article["everywhere"] or (offset + self.number) % 2 == 0:
                self.single(article, offset)

    def accounts(self, period: Period, place: int, opening: int) -> int:
        """One quarter's ledger; returns its closing balance also where the community has not published it."""
        entries = [*self._rows(Side.INCOME, INCOMES, period), *self._rows(Side.EXPENDITURE, EXPENDITURES, period)]
        income = sum(entry.amount_fen for entry in entries if entry.side == Side.INCOME)
        closing = opening + 2 * income - sum(entry.amount_fen for entry in entries)
        if place not in GAPS["finance"].get(self.community.key, set()):
            page = FinancialDisclosurePage(
                title=f"{_name(period)}财务收支公开",
                slug=f"caiwu-{period.year}-{period.part}",
                account=f"{self.community.name}居委会基本账户",
                item=self.items["F02"],
                opening_fen=opening,
                closing_fen=closing,
                remarks=[("paragraph", BASIS_NOTE)],
                **self._common(period),
            )
            page.entries = entries
            self._publish(page, self._day_of_publication(period, place))
        return closing

    def quarterly(self, code: str, period: Period, place: int, body: list[Any]) -> None:
        """An article of every quarter."""
        if place in GAPS[code].get(self.community.key, set()):
            return
        title = {"P04": "学习教育与组织生活", "R05": "政府拨付资金与物资使用"}[code]
        page = AffairsPage(
            title=f"{_name(period)}{title}情况",
            slug=f"{code.lower()}-{period.year}-{period.part}",
            item=self.items[code],
            body=body,
            **self._common(period),
        )
        self._publish(page, self._day_of_publication(period, place))

    def single(self, article: dict[str, Any], offset: int) -> None:
        """An article of its own."""
        day = self.today - dt.timedelta(days=11 + 17 * offset + self.number)
        event = article["part"] == Part.EVENT
        fields = self._common(Period(day.year, Part(article["part"]))) | self._display(day)
        page = AffairsPage(
            title=article["title"],
            slug=f"{article['code'].lower()}-{article['slug']}",
            item=self.items[article["code"]],
            happened_on=day - dt.timedelta(days=1) if event else None,
            body=[("paragraph", text.format(name=self.community.name)) for text in article["paragraphs"]],
            **fields,
        )
        self._publish(page, day)

    def _publish(self, page: DisclosurePage, day: dt.date) -> None:
        if page.slug in self.there:
            return
        moment = clock.start_of_day(day) + dt.timedelta(hours=9, minutes=self.chance.randrange(0, 480))
        for field, value in self._display(day).items():
            setattr(page, field, value)
        page.live, page.first_published_at = False, moment
        self.index.add_child(instance=page)
        page.save_revision().publish()
        DisclosurePage.objects.filter(pk=page.pk).update(last_published_at=moment, latest_revision_created_at=moment)

    def _day_of_publication(self, period: Period, place: int) -> dt.date:
        """Mostly in time, one in some community late."""
        late = place == 1 and self.number % 3 == 1
        return period.last_day + dt.timedelta(days=19 if late else 8 + (self.number + place) % 6)

    def _common(self, period: Period) -> dict[str, Any]:
        return {
            "year": period.year,
            "part": period.part,
            "publisher": f"{self.community.name}居民委员会",
            "objection_office": f"{self.community.name}居务监督委员会",
            "escalation": "所属街道办事处（镇政府）社区治理办公室，或拨打 12345",
        }

    def _display(self, day: dt.date) -> dict[str, dt.date]:
        return {"display_from": day, "display_until": day + dt.timedelta(days=20)}

    def _rows(self, side: Side, pool: list[tuple[str, str, int, int, bool]], period: Period) -> list[LedgerEntry]:
        season = SEASONS[period.part] if side == Side.EXPENDITURE else []
        fixed = [row for row in pool if row[4]]
        optional = [row for row in pool if not row[4]]
        chosen = [*fixed, *self.chance.sample(optional, k=min(len(optional), 2 + self.number % 2)), *season]
        entries = [self._entry(side, row, period) for row in chosen]
        entries.sort(key=lambda entry: entry.entered_on)
        for number, entry in enumerate(entries, start=1):
            entry.sort_order = number
            prefix = "收" if side == Side.INCOME else "付"
            entry.voucher_no = f"{prefix}{entry.entered_on:%m}-{number:02d}"
        return entries

    def _entry(self, side: Side, row: tuple[str, str, int, int, bool], period: Period) -> LedgerEntry:
        category, summary, least, most, _fixed = row
        span = (period.last_day - period.first_day).days
        yuan = self.chance.randrange(least, most + 1)
        odd = self.chance.choice([0, 0, 0, 50, 80]) if side == Side.EXPENDITURE else 0
        return LedgerEntry(
            entered_on=period.first_day + dt.timedelta(days=self.chance.randrange(2, span)),
            side=side,
            category=EntryClass(category),
            summary=summary,
            amount_fen=yuan * 100 + odd,
        )

    def _party_body(self, period: Period) -> list[Any]:
        lines = self.chance.sample(PARTY_LINES, k=4)
        meetings, members = self.chance.randrange(3, 7), self.chance.randrange(28, 96)
        opening = f"<p>{_name(period)}，{self.community.name}党组织召开支部党员大会和主题党日共 {meetings} 次，参加党员 {members} 人次。</p>"
        return [("paragraph", opening), ("paragraph", f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")]

    def _funds_body(self, period: Period) -> list[Any]:
        granted = Money(self.chance.randrange(42, 58) * 100_000)
        rice = self.chance.randrange(40, 120)
        households = self.chance.randrange(20, 60)
        text = (
            f"<p>本季度收到街道拨付工作经费 {granted}，用于日常办公、便民服务和志愿活动，逐笔明细见同期财务公开。</p>"
            f"<p>收到慰问物资大米 {rice} 袋，已全部送到 {households} 户困难和高龄居民家中，签收单存居委会备查。</p>"
        )
        return [("paragraph", text)]


def _name(period: Period) -> str:
    return f"{period.year}年{QUARTER_NAMES[Part(period.part)]}"
