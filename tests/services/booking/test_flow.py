"""Booking on the site: public page → who for → check → done, and what happens when the time fills up meanwhile."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from services.booking.models import Booking
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory, signed_in
from tests.portal.communities.factories import open_site
from tests.services.booking.factories import BookingFactory, OfferingFactory, SlotFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return open_site(communities=1)[1][0]


@pytest.fixture
def slot(community):
    return SlotFactory(offering=OfferingFactory(community=community), starts=in_days(4))


@pytest.fixture
def elder(community):
    return ResidentFactory(community=community, name="王秀兰")


def address(slot):
    return reverse("book_slot", args=[slot.offering.community.key, slot.public_id])


def answers(person, **changes):
    return {
        "beneficiary": str(person.public_id),
        "note": "低盐，坐轮椅",
        "key": str(uuid.uuid4()),
        "step": "check",
        **changes,
    }


def test_signed_out_visitor_is_sent_to_sign_in_and_back(client, slot):
    response = client.get(address(slot))
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={address(slot)}"


def test_whole_way_to_the_number(client, slot, elder):
    signed_in(client, elder)
    assert "王秀兰" in client.get(address(slot)).content.decode()
    check = client.post(address(slot), answers(elder))
    assert "低盐，坐轮椅" in check.content.decode()
    assert not Booking.objects.exists()
    done = client.post(address(slot), answers(elder, step="confirm"), follow=True)
    booking = Booking.objects.get()
    assert done.redirect_chain[-1][0] == reverse("booking_done", args=[booking.public_id])
    assert booking.number_words in done.content.decode()
    assert booking.note.reveal() == "低盐，坐轮椅"


def test_pressing_the_button_twice_books_once(client, slot, elder):
    signed_in(client, elder)
    data = answers(elder, step="confirm")
    first, second = client.post(address(slot), data), client.post(address(slot), data)
    assert first.url == second.url
    assert Booking.objects.count() == 1


def test_change_keeps_what_was_typed(client, slot, elder):
    page = signed_in(client, elder).post(address(slot), answers(elder, step="change")).content.decode()
    assert "低盐，坐轮椅" in page
    assert "checked" in page


def test_time_taken_meanwhile_keeps_the_note_and_offers_three(client, slot, elder):
    later = [SlotFactory(offering=slot.offering, starts=in_days(days)) for days in (5, 6, 7, 8)]
    signed_in(client, elder)
    data = answers(elder)
    client.post(address(slot), data)
    for _ in range(2):
        BookingFactory(slot=slot)
    full = client.post(address(slot), data | {"step": "confirm"})
    page = full.content.decode()
    assert full.status_code == 409
    assert "低盐，坐轮椅" in page
    assert data["key"] in page
    assert [str(each.public_id) in page for each in later] == [True, True, True, False]
    chosen = client.post(address(slot), data | {"step": "", "slot": str(later[0].public_id)}).content.decode()
    assert address(later[0]) in chosen
    client.post(address(later[0]), data | {"step": "confirm"})
    assert Booking.objects.get(beneficiary=elder).slot == later[0]


def test_foreign_slot_as_alternative_is_ignored(client, slot, elder):
    foreign = SlotFactory(starts=in_days(5))
    page = signed_in(client, elder).post(address(slot), answers(elder, slot=str(foreign.public_id))).content.decode()
    assert str(foreign.public_id) not in page


@pytest.mark.parametrize("wrong", ["other", "gone", "text"])
def test_slot_of_another_address_is_not_found(client, slot, elder, wrong):
    other = SlotFactory()
    path = {
        "other": reverse("book_slot", args=[slot.offering.community.key, other.public_id]),
        "gone": reverse("book_slot", args=[slot.offering.community.key, uuid.uuid4()]),
        "text": reverse("book_slot", args=[other.offering.community.key, slot.public_id]),
    }[wrong]
    assert signed_in(client, elder).get(path).status_code == 404


def test_refusal_stands_above_the_form_and_keeps_the_note(client, slot, community):
    young = signed_in(client, ResidentFactory(community=community, birth_date="1990-01-01"))
    person = young.get(address(slot)).context["form"].people
    page = young.post(address(slot), answers(next(iter(person.values())))).content.decode()
    assert "60" in page
    assert "低盐，坐轮椅" in page


def test_daughter_books_for_her_father_under_a_banner(client, slot, community):
    father = ResidentFactory(community=community, without_account=True, name="陈德厚")
    daughter = AuthorityFactory(principal=father, relation="父亲").agent
    signed_in(client, daughter)
    page = client.post(address(slot), answers(father)).content.decode()
    assert 'class="acting"' in page
    assert "陈德厚" in page
    response = client.post(address(slot), answers(father, step="confirm"))
    assert "陈德厚" not in response.url
    assert Booking.objects.get().beneficiary == father


def test_stranger_cannot_choose_somebody_else(client, slot, community):
    stranger = signed_in(client, ResidentFactory(community=community))
    page = stranger.post(address(slot), answers(ResidentFactory(community=community), step="confirm"))
    assert page.status_code == 200
    assert not Booking.objects.exists()


def test_account_without_resident_gets_a_sentence_instead_of_a_form(client, slot):
    from tests.portal.accounts.factories import UserFactory

    client.force_login(UserFactory())
    page = client.get(address(slot))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()


def test_get_never_books(client, slot, elder):
    signed_in(client, elder).get(address(slot), answers(elder, step="confirm"))
    assert not Booking.objects.exists()


def test_post_without_token_is_refused(slot, elder):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(elder.user)
    assert strict.post(address(slot), answers(elder, step="confirm")).status_code == 403
    assert not Booking.objects.exists()
