"""Services, times and bookings, with invented people."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal import clock
from services.booking.deadlines import at
from services.booking.enums import BookingStatus, ServiceKind
from services.booking.models import Booking, Offering, ServicePage, Slot, SlotPattern
from services.booking.models.booking import number_of
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory


def in_days(days: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """So many days from today at this time."""
    return at(clock.add_days(clock.today(), days), dt.time(hour, minute))


class OfferingFactory(DjangoModelFactory[Offering]):
    """A cleaning service (24 h ahead, cancel 12 h ahead) for people of 60 and over."""

    community = factory.SubFactory(CommunityFactory)
    kind = ServiceKind.CLEANING
    name = factory.Sequence(lambda n: f"居室保洁{n + 1}组")
    provider = "和顺家政服务站"
    provider_phone = "0631-6651234"
    place = "上门服务"
    price_fen = 3000
    subsidy_note = "80岁以上每月补贴一次"

    class Meta:
        model = Offering

    class Params:
        meals = factory.Trait(kind=ServiceKind.MEALS, name="长者食堂午餐", place="社区食堂一楼", price_fen=1200)
        for_all = factory.Trait(min_age=0, kind=ServiceKind.REPAIR, name="家电维修")
        closed = factory.Trait(is_open=False)


class SlotFactory(DjangoModelFactory[Slot]):
    """A time in three days with two seats."""

    offering = factory.SubFactory(OfferingFactory)
    starts = factory.Sequence(lambda n: in_days(3) + dt.timedelta(minutes=n % 7))
    ends = factory.LazyAttribute(lambda slot: slot.starts + dt.timedelta(hours=1))
    capacity = 2

    class Meta:
        model = Slot

    class Params:
        full = factory.Trait(capacity=2, booked=2)


class SlotPatternFactory(DjangoModelFactory[SlotPattern]):
    """Mondays at nine, four seats."""

    offering = factory.SubFactory(OfferingFactory)
    weekday = "1"
    starts = dt.time(9)
    ends = dt.time(10)
    capacity = 4

    class Meta:
        model = SlotPattern


class BookingFactory(DjangoModelFactory[Booking]):
    """A confirmed booking of the resident herself; the seat is counted."""

    slot = factory.SubFactory(SlotFactory)
    beneficiary = factory.SubFactory(ResidentFactory, community=factory.SelfAttribute("..slot.offering.community"))
    booked_by = factory.SelfAttribute("beneficiary.user")
    key = factory.LazyFunction(uuid.uuid4)
    public_id = factory.LazyFunction(uuid.uuid4)
    number = factory.LazyAttribute(lambda booking: number_of(booking.public_id))

    class Meta:
        model = Booking

    class Params:
        completed = factory.Trait(status=BookingStatus.COMPLETED)
        cancelled = factory.Trait(status=BookingStatus.CANCELLED_BY_USER)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Booking:
        booking: Booking = super()._create(model_class, *args, **kwargs)
        count_seats(booking.slot)
        return booking


def count_seats(slot: Slot) -> None:
    """Set the counter to what the bookings say."""
    slot.booked = slot.bookings.seated().count()
    slot.save(update_fields=["booked"])


def begun(booking: Booking) -> Booking:
    """Let the booked time have begun two hours ago."""
    now = clock.now()
    booking.slot.starts, booking.slot.ends = now - dt.timedelta(hours=2), now - dt.timedelta(hours=1)
    booking.slot.save()
    return booking


def service_page(community: Any, offering: Offering, **fields: Any) -> ServicePage:
    """A published page of an offering."""
    section = community.root_page.get_children().get(slug="services").specific
    values = {
        "title": offering.name,
        "slug": f"service-{offering.pk}",
        "intro": "上门打扫居室，两小时。",
        "food_licence": "JY337",
    }
    page: ServicePage = section.add_child(instance=ServicePage(offering=offering, **{**values, **fields}))
    page.save_revision().publish()
    page.refresh_from_db()
    return page
