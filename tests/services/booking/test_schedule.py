"""Times from weekly patterns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from portal.audit.models import Entry
from portal.communities.enums import Role
from services.booking.actions import generate_slots, keep_pattern, keep_slot
from services.booking.models import Slot
from services.booking.tasks import generate_slots as nightly
from tests.portal.communities.factories import staff
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, SlotPatternFactory

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2026, 11, 24)


def test_two_weeks_are_made_once():
    pattern = SlotPatternFactory(weekday="3", starts=dt.time(14), ends=dt.time(15, 30), capacity=5)
    assert generate_slots(today=TUESDAY) == 2
    assert generate_slots(today=TUESDAY) == 0
    days = [timezone.localtime(slot.starts) for slot in pattern.offering.slots.order_by("starts")]
    assert [(day.date(), day.time()) for day in days] == [
        (dt.date(2026, 11, 25), dt.time(14)),
        (dt.date(2026, 12, 2), dt.time(14)),
    ]
    assert Entry.objects.filter(action="slots.generate").count() == 1


def test_next_night_adds_only_what_is_new():
    offering = OfferingFactory()
    for weekday in "1234567":
        SlotPatternFactory(weekday=weekday, offering=offering)
    assert generate_slots(today=TUESDAY) == 14
    assert generate_slots(today=TUESDAY + dt.timedelta(days=1)) == 1


def test_closed_time_stays_closed_and_closed_service_gets_none():
    pattern = SlotPatternFactory(weekday="3")
    SlotPatternFactory(offering=OfferingFactory(closed=True))
    generate_slots(today=TUESDAY)
    Slot.objects.update(is_open=False)
    generate_slots(today=TUESDAY)
    assert set(pattern.offering.slots.values_list("is_open", flat=True)) == {False}
    assert Slot.objects.count() == 2


def test_nightly_task_runs_twice_without_harm():
    SlotPatternFactory()
    nightly()
    first = Slot.objects.count()
    nightly()
    assert Slot.objects.count() == first > 0


def test_new_pattern_makes_its_times_at_once():
    pattern = SlotPatternFactory.build(offering=OfferingFactory())
    keep_pattern(pattern=pattern, actor=staff(Role.OPERATOR, pattern.offering.community))
    assert pattern.offering.slots.exists()


def test_scheduler_entry_stands_once_and_keeps_an_operators_change():
    apps.get_app_config("booking").register_tasks(using="default")
    PeriodicTask.objects.filter(task="booking.generate_slots").update(enabled=False)
    apps.get_app_config("booking").register_tasks(using="default")
    assert PeriodicTask.objects.filter(task="booking.generate_slots").values_list("enabled", flat=True).get() is False


def test_fewer_seats_than_bookings_are_refused_with_a_readable_sentence():
    slot = BookingFactory(slot=SlotFactory(capacity=3)).slot
    slot.capacity = 0
    with pytest.raises(ValidationError, match="cancel bookings first|先取消"):
        slot.full_clean()


def test_keeping_a_slot_never_writes_the_counter():
    slot = SlotFactory(capacity=4)
    stale = Slot.objects.get(pk=slot.pk)
    BookingFactory(slot=slot)
    stale.capacity = 6
    keep_slot(slot=stale, actor=staff(Role.MANAGER, slot.offering.community))
    slot.refresh_from_db()
    assert (slot.capacity, slot.booked) == (6, 1)
