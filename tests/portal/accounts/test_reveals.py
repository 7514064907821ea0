"""Personal data is masked; opening it takes a reason, is limited, on record, and seen by the person."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.actions import TooManyReveals, reveal_resident
from portal.accounts.enums import RevealReason
from portal.accounts.models import Reveal
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db
NUMBER = "370631195303181241"


@pytest.fixture
def communities():
    return open_site(communities=2)[1]


@pytest.fixture
def resident(communities):
    return ResidentFactory(community=communities[0], name="王秀兰", phone="13906310001", id_number=NUMBER)


@pytest.fixture
def operator(communities):
    return staff(Role.OPERATOR, communities[0], nickname="社区工作者小林")


def look(resident, actor, fields=("phone",), reason=RevealReason.CONTACT, **more):
    return reveal_resident(resident=resident, fields=fields, reason=reason, actor=actor, **more)


def test_staff_see_masked_values(client, resident, operator):
    client.force_login(operator)
    for address in ("/admin/residents/", f"/admin/residents/inspect/{resident.pk}/"):
        page = client.get(address).content.decode()
        assert "王*兰" in page
        assert "王秀兰" not in page
        assert "13906310001" not in page
        assert NUMBER not in page


def test_list_leads_to_the_resident_and_on_to_what_is_masked(client, resident, operator):
    client.force_login(operator)
    inspect = f"/admin/residents/inspect/{resident.pk}/"
    assert f'href="{inspect}"' in client.get("/admin/residents/").content.decode()
    assert f"/admin/residents/reveal/{resident.pk}/" in client.get(inspect).content.decode()


def test_with_a_reason_what_was_asked_for_is_shown_once(client, resident, operator):
    client.force_login(operator)
    address = f"/admin/residents/reveal/{resident.pk}/"
    answer = client.post(address, {"fields_to_open": ["phone"], "reason": "contact", "note": "送餐找不到门"})
    page = answer.content.decode()
    assert "13906310001" in page
    assert NUMBER not in page
    assert "no-store" in answer["Cache-Control"]
    assert "13906310001" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "given",
    [{}, {"fields_to_open": ["phone"]}, {"reason": "contact"}, {"fields_to_open": ["password"], "reason": "contact"}],
)
def test_without_a_reason_or_a_field_nothing_is_shown(client, resident, operator, given):
    client.force_login(operator)
    answer = client.post(f"/admin/residents/reveal/{resident.pk}/", given)
    assert answer.context["form"].errors
    assert "13906310001" not in answer.content.decode()
    assert not Reveal.objects.exists()


@pytest.mark.parametrize(
    ("role", "place", "allowed"),
    [
        (Role.OPERATOR, 0, True),
        (Role.MANAGER, 0, True),
        (Role.OPERATOR, 1, False),
        (Role.MANAGER, 1, False),
        (Role.SUPERVISOR, 0, False),
        (Role.POLICE, 0, False),
        (Role.COUNTY, None, False),
        (Role.SECURITY, None, False),
        (Role.AUDIT, None, False),
        (Role.OPS, None, False),
    ],
)
def test_who_may_open_what_is_masked(client, communities, resident, role, place, allowed):
    person = staff(role, communities[place] if place is not None else None)
    client.force_login(person)
    given = {"fields_to_open": ["phone"], "reason": "contact"}
    answer = client.post(f"/admin/residents/reveal/{resident.pk}/", given)
    assert ("13906310001" in answer.content.decode()) is allowed
    if not allowed:
        assert answer.status_code in (302, 403, 404)
        with pytest.raises(PermissionDenied):
            look(resident, person)
        assert Entry.objects.filter(action="resident.reveal", succeeded=False, actor=person).count() == 1


def test_reveal_is_in_the_log_without_what_was_seen(resident, operator):
    look(resident, operator, fields=["phone", "id_number"], note="核对")
    entry = Entry.objects.get(action="resident.reveal")
    assert entry.data["fields"] == ["phone", "id_number"]
    assert entry.data["reason"] == "contact"
    assert "核对" not in json.dumps(entry.data, ensure_ascii=False)


def test_resident_sees_who_looked_at_what_when_and_why(client, resident, operator):
    look(resident, operator, fields=["phone", "address"], note="送餐找不到门")
    client.force_login(resident.user)
    page = client.get("/me/privacy/").content.decode()
    for words in ("社区工作者小林", "送餐找不到门", "地址", "电话"):
        assert words in page


def test_nobody_sees_who_looked_at_somebody_else(client, resident, operator, communities):
    look(resident, operator, note="送餐找不到门")
    neighbour = ResidentFactory(community=communities[0], user=UserFactory())
    client.force_login(neighbour.user)
    assert "送餐找不到门" not in client.get("/me/privacy/").content.decode()


def test_many_people_in_a_short_time_are_too_many(communities, operator, settings):
    settings.REVEALS_IN_FIVE_MINUTES = 3
    people = [ResidentFactory(community=communities[0]) for _ in range(4)]
    for person in people[:3]:
        look(person, operator)
    look(people[2], operator, fields=["name"])
    with pytest.raises(TooManyReveals):
        look(people[3], operator)
    assert Reveal.objects.count() == 4
    refused = Entry.objects.get(action="resident.reveal", succeeded=False)
    assert refused.data == {"limit": True}


def test_limit_is_an_error_on_the_page_and_shows_nothing(client, communities, operator, settings):
    settings.REVEALS_IN_A_DAY = 0
    resident = ResidentFactory(community=communities[0], phone="13906310001")
    client.force_login(operator)
    answer = client.post(f"/admin/residents/reveal/{resident.pk}/", {"fields_to_open": ["phone"], "reason": "contact"})
    assert answer.context["form"].non_field_errors()
    assert "13906310001" not in answer.content.decode()


def test_signed_out_visitor_is_sent_to_sign_in(client):
    assert client.get("/me/privacy/").status_code == 302
