"""Texts of the demo's notices: written for it, all persons and events invented."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A notice: `days_ago` says when it came out, `holds` for how many days from then (0: without an end)."""

    slug: str
    title: str
    intro: str
    paragraphs: tuple[str, ...] = ()
    days_ago: int = 3
    holds: int = 0
    level: str = "info"
    source: str = ""


@dataclass(frozen=True)
class FraudText(Text):
    """A fraud alert."""

    kind: str = ""
    phrases: tuple[str, ...] = field(default=())
    dos: tuple[str, ...] = field(default=())
    donts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class PoliceText(Text):
    """A police notice."""

    topic: str = "warning"
    area: str = ""


FRAUDS = (
    FraudText(
        "fraud-refund", "快递“丢件理赔”，先让您下载软件的都是骗子",
        "自称快递、网购客服主动退款，要您开屏幕共享或转账的，一律是诈骗。",
        ("正规退款原路返回，不需要您下载会议软件，更不需要您先转钱。",
         "近期有居民接到这样的电话，开启屏幕共享后，银行卡密码和验证码被对方看得一清二楚。"),
        days_ago=2, holds=60, level="attention", kind="fake-service",
        phrases=("您的快递丢了，我们双倍赔付，请下载这个会议软件。", "您开通了会员，不取消每月扣800元。", "把屏幕共享打开，我教您操作。"),
        dos=("挂断电话，自己打开购物平台找官方客服。", "不放心就拨打96110问一问。", "和子女说一声再操作。"),
        donts=("不要开启屏幕共享。", "不要把验证码念给对方听。", "不要点短信里的链接。"),
    ),
    FraudText(
        "fraud-rebate", "“动动手指就赚钱”：刷单返利是发案最多的骗局",
        "先返小钱、再要大钱，是刷单诈骗的老套路，刷单本身也违法。",
        ("骗子先让您做几笔小任务，几元几十元立刻到账；等您垫付上千元，就以“卡单”“连单”为由不再返还。",),
        days_ago=5, holds=90, kind="rebate-tasks",
        phrases=("点赞关注就有钱，一单一结。", "您这是连单，做完三单才能提现。", "再充2000元，系统马上解冻。"),
        dos=("看到“垫付”“充值”立刻停手。", "保存聊天和转账记录。", "已经转账的马上拨打110。"),
        donts=("不要垫付任何任务款。", "不要加入陌生人的“福利群”。", "不要出借自己的银行卡和收款码。"),
    ),
    FraudText(
        "fraud-police", "公安机关不会在电话里办案，更没有“安全账户”",
        "电话里自称公检法、要您把钱转到“安全账户”的，就是诈骗。",
        ("骗子会发来伪造的“通缉令”，要求您不许告诉家人，甚至让您住进宾馆“配合调查”。",
         "真正的民警会当面出示证件，不会通过网络发送法律文书。"),
        days_ago=9, holds=90, kind="fake-officials",
        phrases=("您涉嫌洗钱，请把资金转到安全账户核查。", "这是机密案件，不能告诉家里人。", "我帮您转接到市公安局。"),
        dos=("立刻挂断，自己拨打110核实。", "告诉家人或社区民警。", "守住银行卡和密码。"),
        donts=("不要转账“自证清白”。", "不要按对方要求独自外出。", "不要相信网上发来的法律文书。"),
    ),
    FraudText(
        "fraud-health", "免费鸡蛋、免费体检：当心“养生讲座”掏空养老钱",
        "打着义诊、讲座、旅游旗号推销高价保健品，专门盯着老年人。",
        ("保健品不是药，不能代替治疗。凡是承诺“包治百病”“停药也行”的，都不可信。",
         "买之前先问问社区卫生服务站的医生，也听听子女的意见。"),
        days_ago=6, holds=120, level="attention", kind="health",
        phrases=("爸妈，这个药停了降压药也能好。", "今天名额只剩三个，交钱就送旅游。", "别告诉孩子，他们不懂养生。"),
        dos=("身体不适到正规医院看。", "买之前打电话问子女。", "保留收据，可拨打12315投诉。"),
        donts=("不要停用医生开的药。", "不要把养老钱交给讲座“老师”。", "不要在家接待陌生推销员。"),
    ),
    FraudText(
        "fraud-loan", "网上“无抵押秒放款”，先收钱的都是骗贷",
        "放款前要交保证金、解冻费、刷流水的贷款，全是诈骗。",
        ("骗子会说您的银行卡号填错了，账户被冻结，要交钱解冻；交了一笔还有下一笔。",),
        days_ago=12, holds=90, kind="loan",
        phrases=("您的卡号填错，贷款被冻结，交30%解冻。", "先刷流水，证明您有还款能力。", "不用征信，身份证就能贷。"),
        dos=("需要贷款到银行网点办理。", "收到陌生贷款短信直接删除。", "拿不准拨打96110。"),
        donts=("不要在放款前交任何费用。", "不要下载短信里的贷款软件。", "不要把银行卡寄给别人。"),
    ),
    FraudText(
        "fraud-friend", "“妈，我手机坏了”：先听到声音再转账",
        "冒充子女、老师、领导借钱，换了新号码更要当面或语音核实。",
        ("现在声音和视频也能伪造。约定一个只有家里人知道的“暗号”，借钱时先对暗号。",),
        days_ago=8, holds=60, kind="friend",
        phrases=("妈，我手机摔坏了，这是同学的号。", "我在开会，先帮我垫付5万，下午还你。", "老师收资料费，请扫码转账。"),
        dos=("打原来的号码核实。", "和家人约定一个暗号。", "大额转账选择“24小时到账”。"),
        donts=("不要只凭头像和昵称转账。", "不要因为着急跳过核实。"),
    ),
    FraudText(
        "fraud-invest", "“老师带您炒股稳赚”：群里除了您都是托",
        "拉群荐股、虚拟币、养老投资，能看到收益却提不了现。",
        ("骗子用假软件显示盈利，前几次小额能提现，等您投入大笔资金就关停平台。",),
        days_ago=15, holds=90, kind="investment",
        phrases=("跟着老师买，保本保息。", "内部消息，只给群里的朋友。", "补交20%税款才能提现。"),
        dos=("投资到持牌机构柜台办理。", "退出陌生荐股群。", "发现被骗保存证据报警。"),
        donts=("不要相信“稳赚不赔”。", "不要把钱转到个人账户投资。", "不要拉亲友一起投。"),
    ),
)  # fmt: skip

POLICE = (
    PoliceText(
        "police-ebike", "夜间电动车电瓶盗窃预警", "近两周夜间有电瓶被盗，请把车停进车棚，上两道锁。",
        ("作案时间多在凌晨1时至4时，多选择路边和楼道口的车辆。发现有人翻看车辆，请记住特征并拨打110，不要上前阻拦。",),
        days_ago=4, holds=26, level="attention", topic="warning", area="沿街停车区和老旧楼院",
    ),
    PoliceText(
        "police-burglary", "出门锁好窗：低层住户防入室盗窃", "年底将近，一二楼住户出门请关窗反锁。",
        ("把现金和首饰收好，出远门请邻居帮忙看一看。陌生人敲门自称抄表、送礼品的，先隔门核实身份。",),
        days_ago=10, holds=28, topic="warning", area="一、二层住户",
    ),
    PoliceText(
        "police-plate", "电动自行车登记上牌这样办", "带身份证、购车发票和车辆合格证，到现场当场办结，不收费。",
        ("现场办理：派出所户籍大厅，周一至周六上午。发票丢失的，可以现场签写承诺书。",
         "行动不便的老人可以由家属代办，或请社区统一预约上门。"),
        days_ago=30, topic="guide",
    ),
    PoliceText(
        "police-residence", "租房住在这里，记得办居住登记", "房东或租客在入住后三天内，可在派出所或线上办理。",
        ("带身份证和租房合同即可。居住登记满半年后，可以按规定申领居住证。",),
        days_ago=45, topic="guide",
    ),
    PoliceText(
        "police-outcome", "上月居民反映的问题，办得怎么样", "共收到情况反映17件，办结15件，2件正在处理。",
        ("其中楼道堆物8件，已清理；噪声扰民4件，已劝导调解；可疑人员3件，核查均排除；消防通道占用2件，正会同物业划线。",
         "感谢大家的提醒。您说的每一件事都有人跟进。"),
        days_ago=7, topic="outcome",
    ),
    PoliceText(
        "police-childsafe", "放学时段走失老人、孩子的寻人提示", "老人孩子走失不用等24小时，发现就报警。",
        ("请准备近期照片，说清衣着和常去的地方。家有记忆力下降的老人，可以到社区免费领取防走失手环。",),
        days_ago=20, holds=30, topic="warning", area="学校、集市周边",
    ),
)  # fmt: skip

COUNTY = (
    Text(
        "county-antifraud-month", "全民反诈集中宣传月开始了", "社区民警将逐楼宣讲，重点上门看望独居老人。",
        ("每个社区安排两场讲座，时间见各社区通知。宣讲不推销任何产品，不收集银行卡信息。",),
        days_ago=3, holds=30, source="市公安局",
    ),
    Text(
        "county-winter-co", "燃煤取暖防中毒：三件事请记牢", "烟道要通、窗要留缝、报警器要装。",
        ("社区将为低保和独居老人家庭免费安装一氧化碳报警器，请在本月底前向居委会登记。",
         "感到头晕、恶心，立即开窗离开房间，拨打120。"),
        days_ago=1, holds=45, level="attention", source="市应急管理局",
    ),
    Text(
        "county-census", "人口抽样调查员会佩戴证件上门", "调查不收费、不查银行卡，请您配合。",
        ("如对来人身份有疑问，可先拨打所在社区电话核实。",), days_ago=60, holds=30, source="市统计局",
    ),
)  # fmt: skip
