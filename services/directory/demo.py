"""Directory of the demo: what the six communities say they have, guides and payment channels; some never checked, some missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portal import clock
from portal.communities.models import Community, Estate
from portal.demo import World
from services.directory.actions import load_supplied
from services.directory.enums import Bill, EntryKind, FacilityKind
from services.directory.models import DirectoryEntry

FIVE = tuple(Bill)
WATER_POWER = (Bill.WATER, Bill.ELECTRICITY)
LOCKER, VENDING, WATER, CHARGING = (
    FacilityKind.PARCEL_LOCKER, FacilityKind.VENDING, FacilityKind.WATER, FacilityKind.CHARGING,
)  # fmt: skip
GOOD_FOR = {
    LOCKER: "快递放柜里，凭短信取件码随时取。",
    VENDING: "饮料、口罩、雨伞，扫码就能买。",
    WATER: "自带水壶接直饮水，滤芯按月更换。",
    CHARGING: "充满自动断电，请不要把电池带上楼。",
}


@dataclass(frozen=True)
class Machines:
    """Devices in one estate; `days_ago` is when somebody last looked, None for never."""

    kind: FacilityKind
    estate: str
    spot: str
    units: int = 1
    days_ago: int | None = 30


@dataclass(frozen=True)
class Channel:
    """A way to pay; without estates it serves the whole community."""

    name: str
    bills: tuple[Bill, ...]
    good_for: str
    find_as: str
    estates: tuple[str, ...] = field(default=())


BANK = Channel("乳山农商银行公众号“智慧社区”", FIVE, "五类费用一处交，子女在外地也能替父母交。", "乳山农商银行")
HALL = Channel("爱山东·乳山分厅", (Bill.WATER, Bill.HEATING), "交水费和取暖费，可以查往期账单。", "爱山东")

MACHINES: dict[str, tuple[Machines, ...]] = {
    "longshan": (
        Machines(LOCKER, "西城华府小区", "东门保安亭旁", days_ago=None),
        Machines(WATER, "新华街358号", "党群服务中心院内", days_ago=210),
        Machines(CHARGING, "商业街148号", "自行车棚", 10, 240),
    ),
    "dongli": (
        Machines(LOCKER, "水景绿城", "东门、北门", 4), Machines(LOCKER, "金玫瑰小区", "西门", 2),
        Machines(VENDING, "水景绿城", "会所一楼", 2), Machines(WATER, "水景绿城", "3号、7号、11号楼旁", 3),
        Machines(WATER, "金玫瑰小区", "中心广场", 3, 75), Machines(CHARGING, "水景绿城", "地上车棚", 36),
    ),
    "bihaiyuan": (
        Machines(WATER, "碧海苑小区", "南门广场"), Machines(WATER, "祥隆花园", "物业楼前", days_ago=195),
        Machines(CHARGING, "山水花都", "二期车棚", 20), Machines(CHARGING, "香港平远小区", "北门车棚", 12, 260),
    ),
    "bailangwan": (
        Machines(LOCKER, "檀香丽湾", "物业办公室旁"), Machines(WATER, "檀香丽湾", "会所门前"),
        Machines(WATER, "海韵山水佳园", "南门", days_ago=60), Machines(CHARGING, "海韵山水佳园", "停车场东侧", 8),
    ),
    "guanhaiyuan": (
        Machines(WATER, "海晶城", "各楼大堂", 4), Machines(WATER, "博泰花园", "门岗旁", 2), Machines(WATER, "松海花园", "凉亭边", 2),
        Machines(WATER, "银海花园", "物业楼前", 2, 100), Machines(VENDING, "康桥蓝湾", "商业街口"),
    ),
    "yitian": (Machines(LOCKER, "", "党群服务中心门口", days_ago=None), Machines(CHARGING, "", "文化广场北侧", 24, 200)),
}  # fmt: skip
CHANNELS: dict[str, tuple[Channel, ...]] = {
    "longshan": (),  # states that bills are paid "by various apps" and names none
    "dongli": (BANK, HALL),
    "bihaiyuan": (
        Channel("水电缴费小程序", WATER_POWER, "交水费、电费，首次使用要绑定户号。", "生活缴费", ("香港平远小区", "山水花都", "淮河路9号", "淮河路6号")),
    ),
    "bailangwan": (BANK, HALL),
    "guanhaiyuan": (HALL,),
    "yitian": (),
}  # fmt: skip
GUIDES: tuple[dict[str, str], ...] = (
    {
        "name": "高龄津贴申领", "name_en": "Allowance for the very old",
        "good_for": "年满80周岁的老人，每月可以领津贴。", "good_for_en": "A monthly allowance from the age of 80.",
        "materials": "老人身份证\n户口簿\n本人社保卡（津贴打到卡里）", "hours": "周一至周五 8:30–11:30，13:30–17:00",
    },
    {
        "name": "居住证明开具", "name_en": "Proof of residence",
        "good_for": "给孩子报名、办宽带要用的居住证明；能从系统查到的，不用再开。",
        "good_for_en": "For schools and contracts; what an office can look up itself needs none.",
        "materials": "身份证\n房产证或者租房合同", "hours": "周一至周五 8:30–11:30，13:30–17:00",
    },
    {
        "name": "城乡居民医保缴费", "name_en": "Health insurance of residents",
        "good_for": "每年年底前交下一年的，手机、窗口都能办。", "good_for_en": "Paid by the end of the year for the next one, by phone or here.",
        "materials": "身份证或者社保卡", "hours": "周一至周五 8:30–17:00，午间不休息", "find_as": "爱山东",
    },
    {
        "name": "残疾人证办理", "name_en": "Disability certificate",
        "good_for": "先在社区登记，再到指定医院评定；行动不便可以申请上门。",
        "good_for_en": "Register here, then the hospital assesses; at home if you can't come.",
        "materials": "身份证\n户口簿\n两张一寸照片\n近期病历", "hours": "周二、周四 8:30–11:30",
    },
)  # fmt: skip


def load(world: World) -> None:
    """What comes with the portal, then every community's own."""
    load_supplied(actor=world.person("county"))
    today = world.today
    DirectoryEntry.objects.exclude(key=None).filter(checked_on=None).update(checked_on=clock.add_days(today, -20))
    for number, community in enumerate(world.communities):
        keeper = world.person(f"operator-{community.key}")
        estates = {estate.name: estate for estate in community.estates.all()}
        for place, guide in enumerate(GUIDES[number % 2 :] if number % 3 else GUIDES):
            days_ago = 190 if place == number % 4 else 12 + place
            _keep(
                world,
                community,
                EntryKind.GUIDE,
                days_ago,
                keeper,
                {**guide, "address": community.address, "phone": community.phone},
            )
        _numbers(world, community, keeper)
        for machines in MACHINES.get(community.key, ()):
            _machines(world, community, machines, estates, keeper)
        for channel in CHANNELS.get(community.key, ()):
            for name in channel.estates or ("",):
                _channel(world, community, channel, estates.get(name), keeper)


def _numbers(world: World, community: Community, keeper: Any) -> None:
    numbers = (
        ("社区值班电话", "晚上和节假日也有人接。", community.duty_phone),
        (community.police_station, "找社区民警、咨询户口和身份证。", community.police_phone),
    )
    for name, good_for, phone in numbers:
        if name and phone:
            fields = {"name": name, "good_for": good_for, "phone": phone, "hours": "全天", "order": 20}
            _keep(world, community, EntryKind.HOTLINE, 15, keeper, fields)


def _machines(world: World, community: Community, machines: Machines, estates: dict[str, Estate], keeper: Any) -> None:
    fields = {
        "name": f"{machines.estate or community.name}{machines.kind.label}",
        "good_for": GOOD_FOR[machines.kind], "facility": machines.kind, "units": machines.units,
        "estate": estates.get(machines.estate), "address": f"{machines.estate}{machines.spot}", "hours": "全天",
    }  # fmt: skip
    _keep(world, community, EntryKind.FACILITY, machines.days_ago, keeper, fields)


def _channel(world: World, community: Community, channel: Channel, estate: Estate | None, keeper: Any) -> None:
    bills = {bill.field: True for bill in channel.bills}
    fields = {
        "name": channel.name, "good_for": channel.good_for, "find_as": channel.find_as, "estate": estate,
        "address": estate.name if estate else "", **bills,
    }  # fmt: skip
    _keep(world, community, EntryKind.PAYMENT, 40, keeper, fields)


def _keep(
    world: World, community: Community, kind: EntryKind, days_ago: int | None, keeper: Any, fields: dict[str, Any]
) -> None:
    natural = {"community": community, "kind": kind, "name": fields["name"], "address": fields.get("address", "")}
    checked = {} if days_ago is None else {"checked_on": clock.add_days(world.today, -days_ago), "checked_by": keeper}
    DirectoryEntry.objects.get_or_create(**natural, defaults={**fields, **checked})
