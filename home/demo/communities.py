"""The six real communities: names, kind, estates and figures are theirs; phones and introductions are invented for the demo."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class EstateFacts:
    """An estate and what its community states about it; None where the community says nothing."""

    name: str
    is_gated: bool | None = None
    has_ebikes: bool | None = None
    buildings: tuple[str, ...] = ()
    storeys: int | None = None


@dataclass(frozen=True)
class CommunityFacts:
    """One of the six communities."""

    key: str
    name: str
    name_en: str
    households: int | None
    introduction: str
    address: str
    estates: tuple[EstateFacts, ...] = field(default=())


SIX_COMMUNITIES: tuple[CommunityFacts, ...] = (
    CommunityFacts(
        key="longshan",
        name="龙山社区",
        name_en="Longshan Community",
        households=2508,
        introduction="老城里的社区，街巷相连，步行十分钟能到菜市场、小学和卫生站。党群服务中心设在新华街，周末也有人值班。",
        address="新华街 358 号党群服务中心",
        estates=(
            EstateFacts("新华街358号"),
            EstateFacts("商业街148号"),
            EstateFacts("兴农巷17号"),
            EstateFacts("西城华府小区"),
        ),
    ),
    CommunityFacts(
        key="dongli",
        name="东里社区",
        name_en="Dongli Community",
        households=1609,
        introduction="东里社区邻里往来密切，楼道里还保留着互相捎菜、代收快递的习惯。社区食堂和活动室白天一直开放。",
        address="水景绿城东门党群服务中心",
        estates=(EstateFacts("水景绿城", is_gated=True), EstateFacts("金玫瑰小区", is_gated=True)),
    ),
    CommunityFacts(
        key="bihaiyuan",
        name="碧海苑社区",
        name_en="Bihaiyuan Community",
        households=23249,
        introduction="碧海苑社区片区大、小区多，夏天候鸟老人集中返回。社区按片设了六个网格服务点，办事不用走远路。",
        address="碧海苑小区南门党群服务中心",
        estates=(
            EstateFacts("碧海苑小区"),
            EstateFacts("香港平远小区"),
            EstateFacts("祥隆花园"),
            EstateFacts("山水花都"),
            EstateFacts("淮河路9号"),
            EstateFacts("淮河路6号"),
        ),
    ),
    CommunityFacts(
        key="bailangwan",
        name="白浪湾社区",
        name_en="Bailangwan Community",
        households=None,
        introduction="临海的年轻社区，常住四百多户，退休来海边定居的居民占了一半。晚饭后的广场是大家议事的地方。",
        address="檀香丽湾会所一楼党群服务中心",
        estates=(
            EstateFacts("檀香丽湾", has_ebikes=True),
            EstateFacts("海韵山水佳园", has_ebikes=True),
            EstateFacts("翰林名苑", is_gated=True),
            EstateFacts("海之缘小区"),
        ),
    ),
    CommunityFacts(
        key="guanhaiyuan",
        name="观海苑社区",
        name_en="Guanhaiyuan Community",
        households=178,
        introduction="观海苑社区沿海岸线展开，七个封闭小区相互为邻，海晶城有九栋高层。志愿者队伍常年上门看望独居老人。",
        address="安康居观海苑物业楼党群服务中心",
        estates=(
            EstateFacts("博泰花园", is_gated=True),
            EstateFacts("安康居观海苑", is_gated=True),
            EstateFacts("松海花园", is_gated=True),
            EstateFacts(
                "海晶城",
                is_gated=True,
                buildings=("1", "2", "3", "5", "6", "7A", "7B", "7C", "8"),
                storeys=19,  # the community names them as buildings of 19 storeys and more
            ),
            EstateFacts("珍珠湾花园", is_gated=True),
            EstateFacts("银海花园", is_gated=True),
            EstateFacts("康桥蓝湾"),
        ),
    ),
    CommunityFacts(
        key="yitian",
        name="益天社区",
        name_en="Yitian Community",
        households=236,
        introduction="益天社区没有围墙，楼与楼之间是开放的绿地和步道。社区小，干部认得每一户，电话一打就到。",
        address="益天路中段党群服务中心",
    ),
)
