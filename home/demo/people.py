"""Demo logins, the invented people behind them, and who acts for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.utils import timezone

from portal.accounts.actions import grant_authority, register_resident
from portal.accounts.enums import AuthorityChannel, DisplayMode
from portal.accounts.mfa import demo_secret
from portal.accounts.models import Authority, Resident, User
from portal.communities.actions import grant_post
from portal.communities.enums import COMMUNITY_ROLES, Role
from portal.communities.models import Community, StaffPost

# Logins of the contract: per community, and for the county.
COMMUNITY_LOGINS = ("resident", "family", "operator", "manager", "supervisor")
COUNTY_LOGINS = ("police", "county", "security", "audit", "ops")
DEMO_LOGINS = (*[f"{login}-<community>" for login in COMMUNITY_LOGINS], *COUNTY_LOGINS)

NICKNAMES = {
    "operator": "社区工作者小林",
    "manager": "社区书记老周",
    "supervisor": "监督委员老郑",
    "police": "社区民警小秦",
    "county": "县平台值班员",
    "security": "安全管理员",
    "audit": "审计管理员",
    "ops": "系统管理员",
}


@dataclass(frozen=True)
class Household:
    """An invented household: an older resident, her daughter, and the daughter's father-in-law without an account."""

    elder: str
    elder_nickname: str
    daughter: str
    daughter_nickname: str
    father: str


HOUSEHOLDS = (
    Household("王秀兰", "王阿姨", "陈晓梅", "小梅", "陈德厚"),
    Household("李桂英", "李大妈", "赵海燕", "海燕", "赵永年"),
    Household("孙玉珍", "孙奶奶", "刘敏", "敏敏", "刘成山"),
    Household("周淑芬", "周阿姨", "于洋洋", "洋洋", "于有福"),
    Household("宋凤琴", "宋老师", "姜雪", "小雪", "姜守信"),
    Household("曲美荣", "曲婶", "丛丽丽", "丽丽", "丛世昌"),
)


def account(login: str, nickname: str, **fields: Any) -> User:
    """The account of this login, created with the demo password if it is missing."""
    user = User.objects.filter(username=login).first()
    if user is None:
        user = User(username=login, nickname=nickname, **fields)
        user.set_password(settings.DEMO_PASSWORD)
        user.save()
    return user


def second_factor(user: User) -> None:
    """An authenticator app for a demo login; the sign-in page shows what it would show."""
    if not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, demo_secret(user.username))


def load_staff(communities: list[Community]) -> dict[str, User]:
    """Accounts and posts of community and county staff, by login."""
    people: dict[str, User] = {}
    for login in COUNTY_LOGINS:
        people[login] = account(login, NICKNAMES[login])
        second_factor(people[login])
        _ensure_post(people[login], Role(login), None)
    for community in communities:
        for role in sorted(COMMUNITY_ROLES):
            login = f"{role}-{community.key}"
            people[login] = account(login, NICKNAMES[role])
            second_factor(people[login])
            _ensure_post(people[login], Role(role), community)
    return people


def _ensure_post(user: User, role: Role, community: Community | None) -> None:
    if not StaffPost.objects.active().filter(user=user, role=role, community=community).exists():
        grant_post(
            user=user,
            role=role,
            community=community,
            granted_by=None,
            valid_from=timezone.localdate() - dt.timedelta(days=400),
        )


def load_household(community: Community, number: int) -> tuple[dict[str, Resident], Resident]:
    """The residents behind `resident-<key>` and `family-<key>`, and the father she may act for."""
    household = HOUSEHOLDS[number % len(HOUSEHOLDS)]
    estate = community.estates.first()
    elder = _resident(
        community,
        f"resident-{community.key}",
        household.elder_nickname,
        household.elder,
        f"1390631{number:04d}",
        birth_date="1953-03-18",
        estate=estate,
        address=f"{estate or community.address}2号楼1单元301",
        mode=DisplayMode.ELDER if number % 2 else DisplayMode.STANDARD,
    )
    daughter = _resident(
        community,
        f"family-{community.key}",
        household.daughter_nickname,
        household.daughter,
        f"1380631{number:04d}",
        birth_date="1979-11-02",
        estate=estate,
        address=f"{estate or community.address}2号楼1单元301",
    )
    father = Authority.objects.filter(agent=daughter, principal__user=None).first()
    father_resident = (
        father.principal
        if father
        else register_resident(
            user=None,
            community=community,
            estate=estate,
            actor=None,
            name=household.father,
            birth_date="1944-06-09",
            phone=f"1370631{number:04d}",
        )
    )
    if father is None:
        _authorise(father_resident, daughter, "父亲")
    if not Authority.objects.filter(agent=daughter, principal=elder).exists():
        _authorise(elder, daughter, "母亲")
    return {f"resident-{community.key}": elder, f"family-{community.key}": daughter}, father_resident


def _resident(
    community: Community,
    login: str,
    nickname: str,
    name: str,
    phone: str,
    *,
    mode: DisplayMode = DisplayMode.STANDARD,
    **fields: Any,
) -> Resident:
    user = account(login, nickname, display_mode=mode)
    existing = Resident.objects.filter(user=user).first()
    if existing is not None:
        return existing
    user.phone = f"+86{phone}"
    user.phone_verified_at = timezone.now()
    user.save()
    resident = register_resident(user=user, community=community, actor=None, name=name, phone=phone, **fields)
    resident.verified_at = timezone.now()
    resident.save(update_fields=["verified_at"])
    return resident


def _authorise(principal: Resident, agent: Resident, relation: str) -> None:
    grant_authority(
        principal=principal,
        agent=agent,
        channel=AuthorityChannel.COUNTER,
        actor=None,
        relation=relation,
        for_booking=True,
        for_registration=True,
        valid_to=timezone.localdate() + dt.timedelta(days=360),
    )
