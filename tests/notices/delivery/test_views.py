"""The inbox: one's own messages, unread first, and nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from notices.delivery import actions
from notices.delivery.models import Message
from notices.delivery.query import unread_count
from portal.communities.enums import Role
from tests.notices.delivery.factories import meal_kind
from tests.notices.factories import make_notice
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory, UserFactory, signed_in
from tests.portal.communities.factories import CommunityFactory, open_site, staff

pytestmark = pytest.mark.django_db
INBOX = "/me/messages/"


def send(resident, number: int = 1, link: str = "/me/bookings/") -> None:
    for count in range(number):
        data = {"meal_on": dt.date(2026, 11, 26), "service": f"午餐{count}号"}
        key = f"tests:{resident.pk}:{Message.objects.count()}"
        actions.send_message(recipient=resident, kind=meal_kind(), key=key, data=data, link=link)


def test_inbox_needs_a_signed_in_reader(client):
    assert client.get(INBOX).status_code == 302
    assert "/accounts/login/" in client.get(INBOX).url


def test_announcement_arrives_and_opening_it_leads_to_the_page(client):
    _county, (community, _other) = open_site()
    resident = ResidentFactory(community=community)
    page = make_notice(community, title="周四停水通知")
    actions.work_off()
    reader = signed_in(client, resident)
    assert "周四停水通知" in reader.get(INBOX).content.decode()
    assert unread_count(resident.user) == 1
    response = reader.get(f"{INBOX}{Message.objects.get().public_id}/")
    assert response.url == page.url
    assert unread_count(resident.user) == 0


def test_announcement_of_a_page_taken_down_leads_back_to_the_inbox(client):
    _county, (community, _other) = open_site()
    resident = ResidentFactory(community=community)
    page = make_notice(community)
    actions.work_off()
    page.unpublish()
    assert signed_in(client, resident).get(f"{INBOX}{Message.objects.get().public_id}/").url == INBOX
    page.delete()
    assert page.title in client.get(INBOX).content.decode()


def test_message_of_another_resident_is_not_there(client):
    owner, other = ResidentFactory(), ResidentFactory()
    send(owner)
    message = Message.objects.get()
    reader = signed_in(client, other)
    assert reader.get(f"{INBOX}{message.public_id}/").status_code == 404
    assert "午餐0号" not in reader.get(INBOX).content.decode()
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.parametrize("reader", ["manager", "family", "staff-without-resident", "anonymous"])
def test_message_is_visible_to_its_recipient_only(client, reader):
    from django.contrib.auth.models import AnonymousUser

    owner = ResidentFactory()
    send(owner)
    users = {
        "manager": lambda: staff(Role.MANAGER, owner.community),
        "family": lambda: AuthorityFactory(principal=owner).agent.user,
        "staff-without-resident": UserFactory,
        "anonymous": AnonymousUser,
    }
    assert not Message.objects.visible_to(users[reader]()).exists()
    assert Message.objects.visible_to(owner.user).exists()


def test_inbox_shows_unread_before_read(client):
    resident = ResidentFactory()
    send(resident, 2)
    newest = Message.objects.order_by("-pk").first()
    actions.mark_read(messages=Message.objects.filter(pk=newest.pk))
    content = signed_in(client, resident).get(INBOX).content.decode()
    assert content.index("午餐0号") < content.index("午餐1号")


def test_inbox_groups_by_day(client):
    resident = ResidentFactory()
    send(resident, 3)
    first = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=first.pk).update(created_at=timezone.now() - dt.timedelta(days=2))
    response = signed_in(client, resident).get(INBOX)
    assert [len(group.rows.rows) for group in response.context["groups"]] == [2, 1]
    assert [group.starts_part for group in response.context["groups"]] == [True, False]


def test_opening_twice_keeps_the_first_time(client):
    resident = ResidentFactory()
    send(resident)
    url = f"{INBOX}{Message.objects.get().public_id}/"
    reader = signed_in(client, resident)
    reader.get(url)
    first = Message.objects.get().read_at
    reader.get(url)
    assert Message.objects.get().read_at == first


def test_mark_all_read_touches_own_messages_only(client):
    resident, other = ResidentFactory(), ResidentFactory()
    send(resident, 2)
    send(other, 1)
    reader = signed_in(client, resident)
    assert reader.get(f"{INBOX}read/").status_code == 405
    reader.post(f"{INBOX}read/")
    assert unread_count(resident.user) == 0
    assert unread_count(other.user) == 1


def test_empty_inbox_says_what_will_come(client):
    client.cookies["language"] = "en"
    assert "No messages yet" in signed_in(client, ResidentFactory()).get(INBOX).content.decode()


@pytest.mark.parametrize("number", [10, 1000])
def test_inbox_costs_the_same_at_any_size(client, number, django_assert_max_num_queries):
    resident = ResidentFactory()
    send(resident, number)
    reader = signed_in(client, resident)
    reader.get(INBOX)
    with django_assert_max_num_queries(10):
        content = reader.get(INBOX).content.decode()
    assert content.count(INBOX) >= min(number, 20)


def test_unread_count_of_staff_and_strangers_is_zero():
    send(ResidentFactory(community=CommunityFactory()))
    assert unread_count(UserFactory()) == 0
