"""Elections and registrations."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from governance.elections.enums import Stage, Status
from governance.elections.models import Election, Registration
from portal import clock
from portal.accounts.identity import check_character
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory


def id_number(born: dt.date = dt.date(1960, 5, 1), order: int = 1) -> str:
    """A well-formed number; no such person is meant."""
    digits = f"371083{born:%Y%m%d}{order:03d}"
    return digits + check_character(digits)


class ElectionFactory(DjangoModelFactory[Election]):
    """An election whose registration is open today."""

    community = factory.SubFactory(CommunityFactory)
    title = "第十三届居民委员会换届选举"
    term = "第十三届"
    stage = Stage.REGISTRATION_OPEN
    registration_from = factory.LazyFunction(lambda: clock.add_days(clock.today(), -3))
    registration_until = factory.LazyFunction(lambda: clock.add_days(clock.today(), 6))
    list_on = factory.LazyFunction(lambda: clock.add_days(clock.today(), 10))
    election_day = factory.LazyFunction(lambda: clock.add_days(clock.today(), 32))

    class Meta:
        model = Election


class RegistrationFactory(DjangoModelFactory[Registration]):
    """A complete registration, by default sent and confirmed by the voter herself."""

    election = factory.SubFactory(ElectionFactory)
    resident = factory.SubFactory(ResidentFactory, community=factory.SelfAttribute("..election.community"))
    entered_by = factory.SelfAttribute("resident.user")
    category = "a"
    name = "王桂兰"
    id_number = factory.Sequence(lambda n: id_number(order=n % 1000))
    birth_date = "1960-05-01"
    address = "枫林小区2号楼1单元301"
    phone = "+8613900001234"
    declares_single = True
    status = Status.SUBMITTED
    submitted_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)

    class Meta:
        model = Registration

    class Params:
        draft = factory.Trait(status=Status.DRAFT, submitted_at=None, confirmed_at=None, declares_single=False)


def in_status(status: Status, **fields: Any) -> Registration:
    """A registration in one of the states."""
    if status == Status.DRAFT:
        return RegistrationFactory(draft=True, **fields)
    return RegistrationFactory(status=status, **fields)
