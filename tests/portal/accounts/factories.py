"""Accounts and residents, all invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts.models import Authority, Resident, User

SURNAMES = "王李张刘陈杨赵黄周吴徐孙"
GIVEN = ["桂兰", "建国", "秀英", "志强", "丽华", "海燕", "德明", "春梅"]


def invented_name(n: int) -> str:
    """An invented Chinese name for the n-th person."""
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)]


class UserFactory(DjangoModelFactory[User]):
    """An account without any post; password `test-password`."""

    username = factory.Sequence(lambda n: f"person{n}")
    nickname = factory.Sequence(lambda n: f"邻居{n}")
    password = factory.django.Password("test-password")

    class Meta:
        model = User


class ResidentFactory(DjangoModelFactory[Resident]):
    """A resident with an account; `account=False` gives one without."""

    community = factory.SubFactory("tests.portal.communities.factories.CommunityFactory")
    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(invented_name)
    phone = factory.Sequence(lambda n: f"1390000{n:04d}")
    birth_date = "1950-05-01"

    class Meta:
        model = Resident

    class Params:
        without_account = factory.Trait(user=None)
        verified = factory.Trait(verified_at=factory.LazyFunction(timezone.now))


class AuthorityFactory(DjangoModelFactory[Authority]):
    """An authority that runs today and covers bookings."""

    principal = factory.SubFactory(ResidentFactory)
    agent = factory.SubFactory(ResidentFactory, community=factory.SelfAttribute("..principal.community"))
    channel = "counter"
    valid_from = factory.LazyFunction(timezone.localdate)
    valid_to = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=200))

    class Meta:
        model = Authority


def signed_in(client: Any, resident: Resident) -> Any:
    """The client, signed in as the resident's account."""
    client.force_login(resident.user)
    return client
