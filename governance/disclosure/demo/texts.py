"""Words of the demo's disclosures. Rows of money: class, summary, least and most yuan, every quarter or not."""

from __future__ import annotations

from typing import Any

from governance.disclosure.enums import Part

BASIS_NOTE = "<p>原始凭证存居委会，居民可持身份证明查阅。收支已由居务监督委员会逐笔核对。</p>"

INCOMES: list[tuple[str, str, int, int, bool]] = [
    ("government", "街道拨付社区工作经费", 18000, 24000, True),
    ("service_fund", "党群服务专项经费", 12000, 15000, True),
    ("assets", "活动室场地租用费", 800, 2600, False),
    ("donation", "辖区商户捐助重阳敬老", 1000, 5000, False),
    ("donation", "爱心企业捐助助学金", 2000, 6000, False),
    ("assets", "便民快递柜场地费", 600, 1500, False),
    ("other_income", "银行存款利息", 35, 96, True),
]

EXPENDITURES: list[tuple[str, str, int, int, bool]] = [
    ("office", "打印纸、墨盒等办公用品", 680, 1580, True),
    ("office", "公开栏展板更新", 420, 980, False),
    ("utilities", "党群服务中心水电费", 1360, 2480, True),
    ("utilities", "宽带与固定电话费", 540, 720, True),
    ("allowances", "网格员、楼长误餐补助", 3600, 5400, True),
    ("activities", "老年人健康讲座与义诊", 900, 2200, False),
    ("activities", "儿童周末课堂材料", 600, 1600, False),
    ("upkeep", "楼道灯与扶手维修", 850, 3200, True),
    ("upkeep", "健身器材检修", 600, 1900, False),
    ("assistance", "走访慰问独居老人", 1200, 3600, True),
    ("projects", "消防通道标线施划", 2200, 4600, False),
    ("other_expenditure", "垃圾清运应急用工", 400, 1200, False),
]

SEASONS: dict[str, list[tuple[str, str, int, int, bool]]] = {
    Part.FIRST_QUARTER: [
        ("assistance", "春节走访困难家庭", 2600, 5200, True),
        ("activities", "元宵节猜灯谜活动", 600, 1500, True),
    ],
    Part.SECOND_QUARTER: [
        ("activities", "端午包粽子邻里活动", 700, 1700, True),
        ("projects", "电动车充电棚基础施工", 4200, 8800, True),
    ],
    Part.THIRD_QUARTER: [
        ("activities", "暑期青少年安全课堂", 900, 2100, True),
        ("projects", "防汛沙袋与水泵", 1800, 3900, True),
    ],
    Part.FOURTH_QUARTER: [
        ("activities", "重阳节长者宴", 1500, 3200, True),
        ("utilities", "冬季取暖费", 3800, 6400, True),
    ],
}

PARTY_LINES = [
    "集中学习两次，书记带头讲课一次，参学情况记入党员手册。",
    "开展主题党日“楼道清洁半日”，清理堆物点十余处。",
    "在职党员“双报到”认领微心愿，已完成大半。",
    "党员志愿者为高龄老人代办手机缴费和挂号。",
    "流动党员线上参加支部大会，请假均有记录。",
    "召开组织生活会，查摆问题五条，已整改三条。",
    "组织参观县党性教育展馆，自带午餐，未发生费用。",
]

SINGLE_ARTICLES: list[dict[str, Any]] = [
    {
        "code": "P01",
        "slug": "zuzhi",
        "part": Part.YEAR,
        "everywhere": True,
        "title": "社区党组织设置与班子分工",
        "paragraphs": [
            "<p>{name}党组织下设党支部和楼道党小组，书记负责全面工作，两名副书记分管组织宣传和居民服务，委员分别联系各网格。</p>",
            "<p>党员活动室在党群服务中心二楼，工作日开放。反映情况可直接到一楼前台，或拨打居委会办公电话。</p>",
        ],
    },
    {
        "code": "F01",
        "slug": "yusuan",
        "part": Part.YEAR,
        "everywhere": True,
        "title": "本年度收支预算",
        "paragraphs": [
            "<p>全年计划收入 15.6 万元，其中工作经费 8.4 万元、党群服务专项经费 5.4 万元、其他收入 1.8 万元。</p>",
            "<p>全年计划支出 14.9 万元，重点用于适老化扶手、楼道照明、青少年课堂和志愿者补助，结余转入下年度。</p>",
        ],
    },
    {
        "code": "R03",
        "slug": "jueding",
        "part": Part.EVENT,
        "everywhere": False,
        "title": "居民代表会议决定：推行楼道堆物定期清理",
        "paragraphs": [
            "<p>居民代表会议应到代表的三分之二以上到会，过半数同意：每月最后一个星期六为楼道清理日，由楼长提前三天通知。</p>",
            "<p>落实情况：首轮清理已覆盖全部楼栋，无主物品在架空层公示七天后处理。</p>",
        ],
    },
    {
        "code": "P06",
        "slug": "fazhan",
        "part": Part.EVENT,
        "everywhere": False,
        "title": "关于确定入党积极分子的公示",
        "paragraphs": [
            "<p>经支部委员会研究，拟确定王某（女，三十多岁，网格员）、孙某（男，二十多岁，物业维修工）为入党积极分子。</p>",
            "<p>公示期五个工作日。如有意见，请向{name}党组织反映，联系方式见页面下方。</p>",
        ],
    },
    {
        "code": "R18",
        "slug": "caigou",
        "part": Part.EVENT,
        "everywhere": False,
        "title": "活动室桌椅采购结果",
        "paragraphs": [
            "<p>活动室折叠桌 12 张、椅 40 把，三家供应商报价，最低价 9,860 元中选，居务监督委员会全程参加。</p>",
            "<p>货物已验收，旧桌椅登记后转给楼道议事角使用。</p>",
        ],
    },
    {
        "code": "R07",
        "slug": "sheshi",
        "part": Part.FIRST_HALF,
        "everywhere": False,
        "title": "公共设施与开放时间",
        "paragraphs": [
            "<p>党群服务中心、老年活动室、图书角、儿童之家工作日 8:30 至 17:30 开放，周六上午开放，均不收费。</p>",
            "<p>会议室可供居民红白喜事议事使用，提前一天登记，不收押金。</p>",
        ],
    },
    {
        "code": "R11",
        "slug": "jiuzhu",
        "part": Part.EVENT,
        "everywhere": False,
        "title": "社会救助确认情况",
        "paragraphs": [
            "<p>本次确认最低生活保障家庭 2 户（赵某家、刘某某家），临时救助 1 户（于某家）。</p>",
            "<p>按规定不公开病情、证件号码和银行账户。对结果有异议的，可在公示期内提出。</p>",
        ],
    },
    {
        "code": "F09",
        "slug": "gongcheng",
        "part": Part.EVENT,
        "everywhere": False,
        "title": "单元门坡道工程决算",
        "paragraphs": [
            "<p>单元门无障碍坡道 6 处，预算 38,000 元，合同价 35,600 元，变更增加扶手 1,200 元，决算 36,800 元。</p>",
            "<p>工程由居务监督委员会和居民代表共同验收，质保两年，发现松动请拨打居委会电话。</p>",
        ],
    },
]
