"""Elections of the demo: registration open in most communities, closed in one, still being prepared in another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.elections.enums import Category, Channel, Stage, Status
from governance.elections.models import Election, ElectionIndexPage, ElectionPage, Registration
from portal import clock
from portal.accounts.identity import check_character
from portal.accounts.models import Resident
from portal.communities.models import Community
from portal.demo import World

CLOSED, PREPARED = "bailangwan", "yitian"
NEIGHBOURS = ("吕振海", "宫淑贞", "滕国华", "隋丽萍", "邢建军")
INTRO = "五年一次，选出为大家办事的人。年满十八周岁的居民都可以登记。"
BODY = [
    ("heading", "登记要带什么"),
    ("paragraph", "<p>本人身份证。户口不在本社区的，再带一份能说明居住时间的材料，比如水电费单或者租房合同。</p>"),
    ("heading", "不方便出门怎么办"),
    ("paragraph", "<p>打选举委员会电话，登记员会上门。家里人也可以代为填写，但要您本人确认。</p>"),
    (
        "callout",
        {
            "title": "代填不等于代投",
            "text": "家人帮您填的只是登记表。投票当天由您本人在秘密写票处写票；确实来不了的，要另外办理书面委托。",
        },
    ),
]


def load(world: World) -> None:
    """One election per community, with registrations in several states."""
    for place, community in enumerate(world.communities):
        if Election.objects.in_community(community).exists():
            continue
        with transaction.atomic():
            _one(world, community, place)


def _one(world: World, community: Community, place: int) -> None:
    election = _election(world, community, place)
    if election.stage not in (Stage.DRAFT, Stage.COMMITTEE_FORMED):
        _page(world, community, election)
        _registrations(world, community, election, place)
        _households(world, community, election)


def _election(world: World, community: Community, place: int) -> Election:
    stage = {CLOSED: Stage.REGISTRATION_CLOSED, PREPARED: Stage.COMMITTEE_FORMED}.get(
        community.key, Stage.REGISTRATION_OPEN
    )
    ahead = 30 if stage == Stage.REGISTRATION_CLOSED else 45 + place
    day = clock.add_days(world.today, ahead)
    return Election.objects.create(
        community=community,
        title=f"{community.name}第十三届居民委员会换届选举",
        term=f"第十三届（{day.year}–{day.year + 5}年）",
        stage=stage,
        election_day=day,
        registration_from=clock.add_days(world.today, -8 - place),
        registration_until=clock.add_days(world.today, -1 if stage == Stage.REGISTRATION_CLOSED else 9 + place),
        list_on=clock.add_days(day, -22),
        station=f"{community.address}一楼登记处",
        station_hours="每天 8:30–11:30，13:30–17:30",
        phone=community.phone,
    )


def _page(world: World, community: Community, election: Election) -> None:
    index = ElectionIndexPage.objects.in_community(community).get()
    page = index.add_child(
        instance=ElectionPage(
            title=election.title,
            slug=f"election-{election.election_day.year}",
            intro=INTRO,
            body=BODY,
            election=election,
        )
    )
    page.specific.save_revision(user=world.person(f"manager-{community.key}")).publish()


def _registrations(world: World, community: Community, election: Election, place: int) -> None:
    states = [Status.SUBMITTED, Status.SUBMITTED, Status.ACCEPTED, Status.NEEDS_MORE, Status.REJECTED]
    for number, (name, status) in enumerate(zip(NEIGHBOURS, states, strict=True)):
        born = dt.date(1958 + 6 * number, 3 + number, 10 + place)
        resident = Resident(
            community=community, estate=community.estates.first(), name=name, phone=f"1360631{place:02d}{number:02d}",
            birth_date=born.isoformat(), id_number=_identity_number(born, 100 + number * 7 + place),
            address=f"{community.address}旁{number + 1}号楼",
        )  # fmt: skip
        resident.save()
        channel = Channel.STATION if number % 2 else Channel.ONLINE
        late = (
            {"category": Category.HABITUAL, "resident_since": clock.add_days(world.today, -120)} if number == 3 else {}
        )
        _registration(world, election, resident, status, days_ago=5 - number, channel=channel, **late)


def _households(world: World, community: Community, election: Election) -> None:
    """The older resident is accepted already; her daughter has entered her father, who has yet to confirm."""
    resident, father = world.resident(f"resident-{community.key}"), world.father(community.key)
    _registration(world, election, resident, Status.ACCEPTED, days_ago=4, entered_by=resident.user)
    if election.stage == Stage.REGISTRATION_OPEN:
        daughter = world.person(f"family-{community.key}")
        waiting = {"channel": Channel.FAMILY, "entered_by": daughter, "confirmed_at": None}
        _registration(world, election, father, Status.SUBMITTED, days_ago=1, **waiting)


def _registration(
    world: World, election: Election, resident: Resident, status: Status, *, days_ago: int, **more: Any
) -> None:
    sent = timezone.now() - dt.timedelta(days=days_ago, hours=3)
    decided = {
        "decided_at": sent + dt.timedelta(hours=20),
        "decided_by": world.person(f"manager-{election.community.key}"),
    }
    born = clock.parse_day(resident.birth_date.reveal()) or world.today
    fields = {
        "entered_by": world.person(f"operator-{election.community.key}"),
        "category": Category.HUKOU,
        "confirmed_at": sent,
        "reason": {Status.NEEDS_MORE: "proof_missing", Status.REJECTED: "not_here"}.get(status, ""),
        **(decided if status != Status.SUBMITTED else {}),
        **more,
    }
    Registration.objects.create(
        election=election,
        resident=resident,
        name=resident.name.reveal(),
        id_number=resident.id_number.reveal() or _identity_number(born, 500 + resident.pk % 400),
        birth_date=born.isoformat(),
        address=resident.address.reveal() or election.community.address,
        phone=resident.phone.reveal(),
        declares_single=True,
        status=status,
        submitted_at=sent,
        **fields,
    )


def _identity_number(born: dt.date, order: int) -> str:
    """An invented number that passes its check."""
    digits = f"371083{born:%Y%m%d}{order:03d}"
    return digits + check_character(digits)
