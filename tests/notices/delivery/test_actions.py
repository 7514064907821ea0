"""Announcing, working off the outbox, direct messages."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from notices.delivery import actions
from notices.delivery.enums import Announcing, OutboxState
from notices.delivery.gateways import InboxGateway
from notices.delivery.kinds import MessageKind
from notices.delivery.models import Announcement, Message, OutboxItem
from portal.accounts.models import Resident
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.notices.delivery.factories import make_announcement, make_residents, meal_kind
from tests.notices.factories import make_notice
from tests.portal.accounts.factories import ResidentFactory
from tests.portal.communities.factories import CommunityFactory, EstateFactory, open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return open_site()


# --- announce ---


def test_publishing_announces_in_one_outbox_row(site):
    _county, (community, _other) = site
    page = make_notice(community)
    announcement = Announcement.objects.get()
    assert (announcement.page_id, announcement.title, announcement.community) == (page.pk, page.title, community)
    assert OutboxItem.objects.get().state == OutboxState.PENDING
    assert Message.objects.count() == 0
    assert Entry.objects.filter(action="announcement.create", community=community).count() == 1


def test_announcement_names_its_publisher(site):
    manager = staff(Role.MANAGER, site[1][0])
    make_notice(site[1][0], user=manager)
    assert Announcement.objects.get().created_by == manager


def test_draft_announces_nothing(site):
    make_notice(site[1][0], published=False)
    assert not Announcement.objects.exists()


def test_scheduled_page_announces_when_it_goes_live(site):
    page = make_notice(site[1][0], published=False, go_live_at=timezone.now() + dt.timedelta(days=1))
    page.latest_revision.publish()
    assert not Announcement.objects.exists()
    page.refresh_from_db()
    page.go_live_at = None
    page.save_revision().publish()
    assert Announcement.objects.count() == 1


def test_page_set_to_never_announces_nothing(site):
    make_notice(site[1][0], announcing=Announcing.NEVER)
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("announcing", "new_text", "expected"),
    [
        (Announcing.FIRST, "周四停水改为周五", 1),
        (Announcing.CHANGES, "周四停水改为周五", 2),
        (Announcing.CHANGES, "周四停水通知", 1),
    ],
)
def test_republishing_announces_by_the_page_s_choice(site, announcing, new_text, expected):
    page = make_notice(site[1][0], announcing=announcing, title="周四停水通知")
    page.title = new_text
    page.save_revision().publish()
    assert Announcement.objects.count() == expected
    assert OutboxItem.objects.count() == expected


def test_announcement_fails_then_page_stays_unpublished(site, monkeypatch):
    page = make_notice(site[1][0], published=False)
    monkeypatch.setattr(OutboxItem.objects, "create", lambda **_: (_ for _ in ()).throw(DatabaseError("full")))
    with pytest.raises(DatabaseError):
        page.latest_revision.publish()
    page.refresh_from_db()
    assert not page.live
    assert not Announcement.objects.exists()


def test_publish_costs_the_same_with_five_thousand_residents(site):
    _county, (small, large) = site
    make_residents(small, 3)
    make_residents(large, 5000)
    statements = []
    for community in (small, small, large):  # the first publication fills Wagtail's caches
        page = make_notice(community, published=False, slug=f"notice-{len(statements)}")
        with CaptureQueriesContext(connection) as captured:
            page.latest_revision.publish()
        statements.append(len(captured))
    assert statements[1] == statements[2]
    assert Message.objects.count() == 0


# --- fan-out ---


def test_work_off_reaches_every_resident_of_the_community_once(site, settings):
    settings.DELIVERY_CHUNK = 7
    _county, (community, other) = site
    residents = make_residents(community, 20)
    make_residents(other, 5)
    make_residents(community, 4, accounts=False)
    make_notice(community)
    assert actions.work_off() == 1
    assert set(Message.objects.values_list("recipient", flat=True)) == {resident.pk for resident in residents}
    assert Message.objects.count() == 20
    item = OutboxItem.objects.select_related("announcement").get()
    assert (item.state, item.delivered, item.announcement.audience_size) == (OutboxState.DONE, 20, 20)
    assert actions.work_off() == 0


def test_work_off_of_the_county_reaches_every_community(site):
    county, communities = site
    for community in communities:
        make_residents(community, 3)
    make_notice(county)
    actions.work_off()
    assert Message.objects.count() == 6


def test_work_off_for_one_estate_reaches_its_residents_only(site):
    community = site[1][0]
    estate = EstateFactory(community=community)
    make_residents(community, 3, estate=estate)
    make_residents(community, 3)
    make_notice(community, estate=estate)
    actions.work_off()
    assert Message.objects.filter(recipient__estate=estate).count() == Message.objects.count() == 3


def test_inbox_entries_carry_valid_public_ids():
    community = CommunityFactory()
    make_residents(community, 3)
    make_announcement(community)
    actions.work_off()
    ids = {message.public_id for message in Message.objects.all()}
    assert len(ids) == 3
    assert all(isinstance(public_id, uuid.UUID) for public_id in ids)
    assert {message.data == {} and message.kind == "announcement" for message in Message.objects.all()} == {True}


def test_interrupted_delivery_resumes_behind_the_last_chunk_after_the_lease(settings, monkeypatch):
    settings.DELIVERY_CHUNK = 4
    community = CommunityFactory()
    make_residents(community, 10)
    make_announcement(community)
    calls = []
    deliver = InboxGateway.deliver

    def deliver_then_die(self, **options):
        if len(calls) == 1:
            raise SystemExit  # what a process sees when it is told to go: no clean-up of ours runs
        calls.append(1)
        return deliver(self, **options)

    monkeypatch.setattr(InboxGateway, "deliver", deliver_then_die)
    with pytest.raises(SystemExit):
        actions.work_off()
    monkeypatch.undo()
    assert Message.objects.count() == 4
    assert actions.work_off() == 0, "the lease still runs"
    OutboxItem.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert actions.work_off() == 1
    assert Message.objects.count() == 10
    assert Message.objects.values("recipient").distinct().count() == 10
    assert OutboxItem.objects.get().delivered == 10


def test_holder_who_lost_the_lease_stops_and_writes_nothing():
    community = CommunityFactory()
    make_residents(community, 3)
    make_announcement(community)
    slow = actions.claim_item(now=timezone.now())
    OutboxItem.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    quick = actions.claim_item(now=timezone.now())
    assert actions.deliver_item(item=slow) is False
    assert Message.objects.count() == 0
    assert actions.deliver_item(item=quick) is True
    assert Message.objects.count() == 3


def test_claimed_item_is_not_claimed_twice():
    make_announcement(CommunityFactory())
    assert actions.claim_item(now=timezone.now()) is not None
    assert actions.claim_item(now=timezone.now()) is None


def test_failing_delivery_waits_longer_each_time_and_dies_after_eight(monkeypatch):
    community = CommunityFactory()
    make_residents(community, 1)
    make_announcement(community)

    def refuse(self, **options):
        raise DatabaseError("no room")

    monkeypatch.setattr(InboxGateway, "deliver", refuse)
    pauses = []
    for _attempt in range(8):
        OutboxItem.objects.update(next_at=timezone.now())
        assert actions.work_off() == 0
        item = OutboxItem.objects.get()
        pauses.append((item.next_at - timezone.now()).total_seconds())
    assert item.state == OutboxState.DEAD
    assert item.last_error == "DatabaseError"
    assert pauses == sorted(pauses)
    assert 28 < pauses[0] < 40


def test_item_whose_holders_keep_dying_is_given_up():
    item = make_announcement(CommunityFactory())
    OutboxItem.objects.update(attempts=actions.MAX_ATTEMPTS)
    assert actions.claim_item(now=timezone.now()) is None
    item.refresh_from_db()
    assert item.state == OutboxState.DEAD


def test_one_failing_announcement_does_not_hold_up_the_next(monkeypatch):
    community = CommunityFactory()
    make_residents(community, 2)
    bad, good = make_announcement(community), make_announcement(community)
    deliver = InboxGateway.deliver

    def refuse_one(self, *, announcement, residents):
        if announcement.pk == bad.announcement_id:
            raise DatabaseError("no room")
        return deliver(self, announcement=announcement, residents=residents)

    monkeypatch.setattr(InboxGateway, "deliver", refuse_one)
    assert actions.work_off() == 1
    good.refresh_from_db()
    assert good.state == OutboxState.DONE


@pytest.mark.parametrize(
    ("role", "own", "allowed"),
    [
        (Role.MANAGER, True, True),
        (Role.MANAGER, False, False),
        (Role.OPERATOR, True, False),
        (Role.SUPERVISOR, True, False),
        (Role.COUNTY, None, True),
        (Role.OPS, None, True),
        (Role.AUDIT, None, False),
    ],
)
def test_retry_is_for_manager_county_and_operations(role, own, allowed):
    community = CommunityFactory()
    item = make_announcement(community)
    OutboxItem.objects.update(state=OutboxState.DEAD, attempts=8)
    item.refresh_from_db()
    place = None if own is None else community if own else CommunityFactory()
    actor = staff(role, place)
    if allowed:
        actions.retry_item(item=item, actor=actor)
        item.refresh_from_db()
        assert (item.state, item.attempts) == (OutboxState.PENDING, 0)
    else:
        with pytest.raises(PermissionDenied):
            actions.retry_item(item=item, actor=actor)


# --- messages to one resident ---


def test_send_message_twice_with_one_key_writes_once():
    resident = ResidentFactory()
    for _again in range(2):
        actions.send_message(
            recipient=resident,
            kind=meal_kind(),
            key="tests.meal:1",
            data={"meal_on": dt.date(2026, 11, 26), "service": "午餐配送"},
            link="/me/bookings/",
        )
    message = Message.objects.get()
    assert message.target == "/me/bookings/"
    with translation.override("zh-hans"):
        assert "2026年11月26日" in message.title
        assert "午餐配送" in message.text


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "me/"])
def test_send_message_refuses_links_that_leave_the_site(link):
    with pytest.raises(ValueError, match="path on this site"):
        actions.send_message(recipient=ResidentFactory(), kind=meal_kind(), key="k", link=link)


def test_send_message_refuses_an_unregistered_kind():
    with pytest.raises(ValueError, match="not registered"):
        actions.send_message(recipient=ResidentFactory(), kind=MessageKind(code="tests.none", title="x"), key="k")


def test_send_message_rolls_back_with_its_caller():
    resident = ResidentFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.send_message(recipient=resident, kind=meal_kind(), key="k", data={"meal_on": "", "service": ""})
        raise RuntimeError
    assert not Message.objects.exists()


def test_messages_go_with_the_erased_resident():
    resident = ResidentFactory()
    actions.send_message(recipient=resident, kind=meal_kind(), key="k", data={"meal_on": "", "service": ""})
    Resident.objects.filter(pk=resident.pk).delete()
    assert not Message.objects.exists()


def test_announcement_names_who_published_not_who_wrote(site):
    community = site[1][0]
    operator, manager = staff(Role.OPERATOR, community), staff(Role.MANAGER, community)
    page = make_notice(community, published=False, user=operator)
    page.latest_revision.publish(user=manager)
    assert Announcement.objects.get().created_by == manager


def test_announcement_says_whom_it_addresses(site):
    community = site[1][0]
    estate = EstateFactory(community=community)
    assert make_announcement(community).announcement.audience_name == community.name
    assert make_announcement(community, estate=estate).announcement.audience_name == estate.name
    with translation.override("en"):
        assert make_announcement(None).announcement.audience_name == "The county"
