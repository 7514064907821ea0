"""Demo content: what each community offers, nearly full times, a history, and one person nobody has asked after yet."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal import clock
from portal.communities.models import Community
from services.booking.actions import generate_slots
from services.booking.deadlines import at
from services.booking.enums import BookingStatus, ServiceKind, WelfareOutcome
from services.booking.models import Booking, Offering, ServiceIndexPage, ServicePage, Slot, SlotPattern
from services.booking.models.booking import number_of

if TYPE_CHECKING:
    from portal.accounts.models import Resident
    from portal.demo import World

NAMESPACE = uuid.UUID("6f1c1c1e-3d6b-4f53-9a3e-2f6f9f6d7a10")
HISTORY_WEEKS = 8


@dataclass(frozen=True)
class Service:
    """A service of the demo."""

    slug: str
    kind: ServiceKind
    name: str
    provider: str
    place: str
    price_fen: int
    intro: str
    before: str
    times: tuple[tuple[str, str, str, int], ...]  # weekdays, from, until, seats
    subsidy: str = ""
    licence: str = ""
    min_age: int = 60


SERVICES: dict[str, Service] = {
    "lunch": Service(
        "changzhe-wucan", ServiceKind.MEALS, "长者食堂午餐", "福禄长者食堂", "社区食堂一楼", 1200,
        "两荤一素一汤，软烂少盐，堂食或自取。", "前一天16:00前预约，当天7:30前可以取消。\n忌口、过敏请写在备注里。",
        (("12345", "11:00", "11:40", 12), ("12345", "11:40", "12:20", 12)),
        "80岁以上每餐补贴4元，低保老人每餐补贴6元，凭证件在社区登记后生效。", "JY23710830012345",
    ),
    "bath": Service(
        "zhuyu", ServiceKind.BATHING, "助浴服务", "康颐助浴中心", "日间照料中心二楼浴室", 4500,
        "两名护理员陪同，防滑浴椅，水温先试。", "提前48小时预约。\n首次助浴先做健康评估，请带上近期病历。\n饭后一小时内、血压不稳时不宜洗浴。",
        (("24", "9:00", "10:20", 2), ("24", "14:00", "15:20", 2)), "失能老人每月补贴两次，每次30元。",
    ),
    "clean": Service(
        "jushi-baojie", ServiceKind.CLEANING, "居室保洁", "和顺家政服务站", "上门服务", 3000,
        "打扫厨房、卫生间和一间居室，约两小时。", "请先把贵重物品收好。\n可以在备注里写明希望女性服务人员。",
        (("135", "8:30", "10:30", 3), ("135", "14:00", "16:00", 3)), "80岁以上独居老人每月免费一次。",
    ),
    "clinic": Service(
        "peizhen", ServiceKind.MEDICAL, "陪同就医", "邻里志愿服务队", "县人民医院门诊楼前集合，也可上门接送", 0,
        "陪挂号、陪候诊、陪取药，半天。", "请带好社保卡和病历，医疗决定由本人和家属作出。\n志愿者不提供治疗。",
        (("12345", "7:30", "11:30", 2), ("24", "13:00", "17:00", 1)),
    ),
    "walk": Service(
        "zhuxing", ServiceKind.MOBILITY, "助行接送", "爱邻助行队", "楼下接送", 500,
        "轮椅上下楼、陪同办事、短途接送。", "请写明楼层和有没有电梯。\n雨雪大风天气会电话联系改期。",
        (("1346", "9:00", "10:30", 2), ("1346", "15:00", "16:30", 2)),
    ),
    "chess": Service(
        "qipai-chahui", ServiceKind.LEISURE, "棋牌茶话会", "社区老年协会", "党群服务中心一楼活动室", 0,
        "下棋、喝茶、聊家常，场地无台阶。", "人满为止，临时有事请提前两小时取消。", (("36", "14:00", "16:30", 16),),
    ),
    "choir": Service(
        "laonian-hechang", ServiceKind.LEISURE, "老年合唱班", "社区老年大学教学点", "党群服务中心三楼（有电梯）", 0,
        "每周一次，从学唱一首老歌开始。", "不需要基础，带上水杯。", (("5", "9:00", "10:30", 20),),
    ),
    "haircut": Service(
        "lifa", ServiceKind.CLEANING, "便民理发", "巧手理发志愿队", "党群服务中心门厅", 300,
        "剪发、修面，行动不便的可以上门。", "上门理发请在备注里说明。", (("6", "8:30", "9:30", 6), ("6", "9:30", "10:30", 6)),
    ),
    "home": Service(
        "jiazheng", ServiceKind.HOME_HELP, "家政小时工", "和顺家政服务站", "上门服务", 4000,
        "做饭、收纳、照看，按次预约，两小时起。", "价格为两小时费用，延长另计。", (("123456", "9:00", "11:00", 2), ("123456", "14:00", "16:00", 2)),
        min_age=0,
    ),
    "repair": Service(
        "jiadian-weixiu", ServiceKind.REPAIR, "家电维修", "诚修家电服务部", "上门服务", 2000,
        "上门检查费20元，修理费用先报价、后动手。", "请写明家电种类、品牌和故障现象。", (("246", "9:00", "10:00", 2), ("246", "10:00", "11:00", 2)),
        min_age=0,
    ),
}  # fmt: skip

# Every community offers something else; yitian has a single kind of elderly help, so that something is missing.
OFFERED = (
    ("lunch", "bath", "clean", "clinic", "chess", "home", "repair"),
    ("lunch", "walk", "haircut", "choir", "repair"),
    ("lunch", "clinic", "chess", "haircut", "home"),
    ("clean", "clinic", "walk", "chess", "repair"),
    ("lunch", "bath", "choir", "home", "repair"),
    ("choir", "home", "repair"),
)


def load(world: World) -> None:
    """Fill every community; running it again changes nothing."""
    for number, community in enumerate(world.communities):
        keys = OFFERED[number % len(OFFERED)]
        offerings = [ensure_service(community, SERVICES[key], number) for key in keys]
        if not Booking.objects.in_community(community).exists():
            people = [world.resident(f"resident-{community.key}"), world.father(community.key)]
            agent = world.person(f"family-{community.key}")
            handler = world.person(f"operator-{community.key}")
            load_history(offerings, people, agent, handler, world.today)
            load_coming(offerings, people, agent, world.today)
    generate_slots(today=world.today)
    for number, community in enumerate(world.communities):
        fill_up(community, world.today, number)


def ensure_service(community: Community, service: Service, number: int) -> Offering:
    """The offering, its weekly times and its page."""
    offering, created = Offering.objects.get_or_create(
        community=community,
        name=service.name,
        defaults={
            "kind": service.kind,
            "provider": service.provider,
            "provider_phone": f"0631-66{53 + number}{len(service.slug):03d}",
            "place": service.place,
            "price_fen": service.price_fen,
            "subsidy_note": service.subsidy.split("，")[0].split("。")[0],
            "min_age": service.min_age,
        },
    )
    if created:
        for weekdays, starts, ends, seats in service.times:
            for weekday in weekdays:
                SlotPattern.objects.create(
                    offering=offering, weekday=weekday, starts=_time(starts), ends=_time(ends), capacity=seats
                )
    index = ServiceIndexPage.objects.in_community(community).first()
    if index is not None and not ServicePage.objects.child_of(index).filter(slug=service.slug).exists():
        page = index.add_child(
            instance=ServicePage(
                title=service.name, slug=service.slug, offering=offering, intro=service.intro, live=False,
                preconditions=service.before, subsidy=service.subsidy, food_licence=service.licence,
                complaints="对服务不满意，请拨打社区电话或12345，处理结果会告诉您。",
            )
        )  # fmt: skip
        page.save_revision().publish()
    return offering


def load_history(offerings: list[Offering], people: list[Resident], agent: Any, handler: Any, today: dt.date) -> None:
    """Eight weeks of served bookings, a cancelled one, one who did not come and was found well, and one overdue check."""
    for place, offering in enumerate(offerings):
        for week in range(1, HISTORY_WEEKS + 1):
            if place == 0 and week == 2:
                continue  # a gap, as in life
            person = people[(week + place) % len(people)]
            slot = past_slot(offering, clock.add_days(today, -7 * week - place), usual_hour(offering, place))
            changes: dict[str, Any] = {"status": BookingStatus.COMPLETED}
            if (week, place) == (3, 1):
                changes = {"status": BookingStatus.CANCELLED_BY_PROVIDER, "cancel_reason": "当天停水，服务改期"}
            if (week, place) == (4, 1):
                changes = {
                    "status": BookingStatus.NO_SHOW,
                    "welfare_outcome": WelfareOutcome.WELL,
                    "welfare_checked_at": slot.starts + dt.timedelta(minutes=40),
                    "welfare_checked_by": handler,
                }
            add_booking(slot, person, agent, f"history-{week}", **changes)
    overdue = past_slot(offerings[-1], clock.add_days(today, -1), 15)
    add_booking(overdue, people[1], agent, "overdue")


def load_coming(offerings: list[Offering], people: list[Resident], agent: Any, today: dt.date) -> None:
    """Two bookings ahead for each of the two, and one today."""
    generate_slots(today=today)
    add_booking(past_slot(offerings[2], today, 17), people[0], agent, "today", note="耳朵有点背，请大声一些")
    for place, person in enumerate(people):
        for offering in offerings[place : place + 2]:
            slots = Slot.objects.bookable(offering, clock.now()).free().exclude(bookings__beneficiary=person)
            slot = slots.order_by("starts")[place : place + 1].first()
            if slot is not None:
                add_booking(slot, person, agent, f"coming-{place}")


def usual_hour(offering: Offering, place: int) -> int:
    """Lunch at eleven, everything else in the morning."""
    return 11 if offering.kind == ServiceKind.MEALS else 9 + place % 3


def past_slot(offering: Offering, day: dt.date, hour: int) -> Slot:
    """A time outside the weekly pattern."""
    starts = at(day, dt.time(hour))
    slot, _created = Slot.objects.get_or_create(
        offering=offering, starts=starts, defaults={"ends": starts + dt.timedelta(hours=1), "capacity": 2}
    )
    return slot


def add_booking(slot: Slot, person: Resident, agent: Any, mark: str, **changes: Any) -> None:
    """A booking as it would stand after its history, with its seat counted."""
    identity = uuid.uuid5(
        NAMESPACE, f"{slot.offering.community.key}:{slot.offering.name}:{slot.starts}:{person.pk}:{mark}"
    )
    moment = min(slot.starts - dt.timedelta(days=3), clock.now())
    Booking.objects.create(
        public_id=identity,
        number=number_of(identity),
        slot=slot,
        beneficiary=person,
        booked_by=person.user or agent,
        key=identity,
        created_at=moment,
        status_at=max(moment, slot.ends) if changes.get("status") else moment,
        **changes,
    )
    slot.booked = slot.bookings.seated().count()
    slot.save(update_fields=["booked"])


def fill_up(community: Community, today: dt.date, number: int) -> None:
    """Let some times be full or nearly so: fewer seats are offered than the pattern has, never invented bookings."""
    start, end = clock.start_of_day(clock.add_days(today, 1)), clock.start_of_day(clock.add_days(today, 4 + number % 3))
    booked = Slot.objects.in_community(community).between(start, end).filter(booked__gt=0)
    for slot in booked[:2]:
        slot.capacity = slot.booked
        slot.save(update_fields=["capacity"])


def _time(text: str) -> dt.time:
    hour, minute = text.split(":")
    return dt.time(int(hour), int(minute))
