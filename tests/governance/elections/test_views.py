"""Registering page by page, as the voter and as her family; the committee's queue."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from governance.elections.enums import Status
from governance.elections.models import ElectionIndexPage, ElectionPage, Registration
from portal.communities.enums import Role
from tests.governance.elections.factories import ElectionFactory, RegistrationFactory, id_number
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db
PERSONAL = re.compile(r"\d{17}[\dX]|1[3-9]\d{9}|单元\d+")


@pytest.fixture
def site():
    return open_site()[1]


@pytest.fixture
def election(site):
    return ElectionFactory(community=site[0])


@pytest.fixture
def voter(election):
    return ResidentFactory(community=election.community)


def start(client, election, resident):
    """The registration that begins when `resident` is chosen."""
    client.post(reverse("register", args=[election.community.key, election.public_id]), {"person": resident.public_id})
    return Registration.objects.get(resident=resident)


ANSWERS = {
    "category": {"category": "a"},
    "identity": {"name": "王桂兰", "id_number": id_number()},
    "address": {"address": "枫林小区2号楼1单元301"},
    "phone": {"phone": "139 0000 1234"},
}


def test_voter_registers_page_by_page(client, election, voter):
    client.force_login(voter.user)
    registration = start(client, election, voter)
    for slug, data in ANSWERS.items():
        response = client.post(reverse("registration_question", args=[registration.public_id, slug]), data)
        assert response.status_code == 302
    assert response.url == reverse("registration_check", args=[registration.public_id])
    page = client.get(response.url).content.decode()
    assert "王桂兰" in page
    assert id_number() not in page, "the number is shown in part only"
    client.post(response.url, {"declares_single": "on"})
    registration.refresh_from_db()
    assert registration.status == Status.SUBMITTED
    assert registration.reference in client.get(reverse("registration", args=[registration.public_id])).content.decode()


def test_wrong_number_comes_back_with_the_error_and_the_input(client, election, voter):
    client.force_login(voter.user)
    registration = start(client, election, voter)
    response = client.post(
        reverse("registration_question", args=[registration.public_id, "identity"]),
        {"name": "王桂兰", "id_number": "37108319600501001"},
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert "37108319600501001" in text
    assert 'aria-invalid="true"' in text


def test_voter_below_eighteen_on_election_day_is_told_so(client, election, voter):
    import datetime as dt

    young = id_number(
        dt.date(election.election_day.year - 18, election.election_day.month, election.election_day.day)
        + dt.timedelta(days=1)
    )
    client.force_login(voter.user)
    registration = start(client, election, voter)
    response = client.post(
        reverse("registration_question", args=[registration.public_id, "identity"]),
        {"name": "王小明", "id_number": young},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["id_number"]


def test_family_sees_for_whom_she_registers(client, election, voter):
    authority = AuthorityFactory(principal=voter, for_registration=True)
    client.force_login(authority.agent.user)
    registration = start(client, election, voter)
    text = client.get(reverse("registration_question", args=[registration.public_id, "category"])).content.decode()
    assert voter.name.reveal() in text


@pytest.mark.parametrize("name", ["registration", "registration_check", "registration_withdraw"])
def test_other_residents_registration_is_not_found(client, name):
    registration = RegistrationFactory()
    client.force_login(ResidentFactory(community=registration.election.community).user)
    assert client.get(reverse(name, args=[registration.public_id])).status_code == 404


def test_person_one_may_not_act_for_is_not_accepted(client, election, voter):
    stranger = ResidentFactory(community=election.community)
    client.force_login(voter.user)
    client.post(reverse("register", args=[election.community.key, election.public_id]), {"person": stranger.public_id})
    assert not Registration.objects.exists()


def test_resident_of_another_community_reads_what_to_do(client, site, election):
    client.force_login(ResidentFactory(community=site[1]).user)
    response = client.get(reverse("register", args=[election.community.key, election.public_id]))
    assert response.status_code == 200
    assert '<form method="post"' not in response.content.decode()


def test_draft_election_is_not_found(client, voter, election):
    election.stage = "draft"
    election.save()
    client.force_login(voter.user)
    assert client.get(reverse("register", args=[election.community.key, election.public_id])).status_code == 404


@pytest.fixture
def page(election):
    index = ElectionIndexPage.objects.in_community(election.community).get()
    return index.add_child(instance=ElectionPage(title=election.title, slug="election", election=election))


def test_public_pages_are_lean_and_anonymous(client, page, django_assert_max_num_queries):
    RegistrationFactory(election=page.election)
    for address in (page.url, page.get_parent().url):
        with django_assert_max_num_queries(12):
            response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in text
        assert not PERSONAL.search(text)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR])
def test_queue_shows_masked_values_only(client, election, role):
    registration = RegistrationFactory(election=election)
    RegistrationFactory(election=election, draft=True, name="草稿人")
    client.force_login(staff(role, election.community))
    for address in (reverse("registrations:index"), reverse("registrations:inspect", args=[registration.pk])):
        text = client.get(address).content.decode()
        assert "王*兰" in text
        assert "王桂兰" not in text
        assert registration.id_number.reveal() not in text
        assert "草稿人" not in text


def test_queue_ends_at_the_community(client, site, election):
    registration = RegistrationFactory(election=election)
    client.force_login(staff(Role.MANAGER, site[1]))
    assert registration.reference not in client.get(reverse("registrations:index")).content.decode()
    for name in ("inspect", "decide", "history"):
        assert client.get(reverse(f"registrations:{name}", args=[registration.pk])).status_code in (302, 404)


def test_manager_decides_in_the_admin(client, election):
    registration = RegistrationFactory(election=election)
    client.force_login(staff(Role.MANAGER, election.community))
    address = reverse("registrations:decide", args=[registration.pk])
    assert client.post(address, {"decision": "rejected", "reason": ""}).status_code == 200, "a reason is asked for"
    client.post(address, {"decision": "accepted", "reason": ""})
    registration.refresh_from_db()
    assert registration.status == Status.ACCEPTED


def test_operator_confirms_at_the_counter_but_does_not_decide(client, election):
    registration = RegistrationFactory(election=election, confirmed_at=None)
    client.force_login(staff(Role.OPERATOR, election.community))
    client.post(reverse("registrations:confirm", args=[registration.pk]))
    registration.refresh_from_db()
    assert registration.is_confirmed
    client.post(reverse("registrations:decide", args=[registration.pk]), {"decision": "accepted"})
    registration.refresh_from_db()
    assert registration.status == Status.SUBMITTED


def test_confirming_twice_says_so(client, election, voter):
    registration = RegistrationFactory(election=election, resident=voter)
    client.force_login(voter.user)
    response = client.post(reverse("registration_confirm", args=[registration.public_id]), follow=True)
    assert response.status_code == 200
    assert "没有需要确认的内容" in response.content.decode()


def test_manager_enters_an_election_of_her_community_with_a_lawful_list_day(client, site, election):
    client.force_login(staff(Role.MANAGER, site[0]))
    data = {
        "community": site[0].pk, "title": "补选", "term": "第十三届", "registration_from": "2026-11-25", "registration_until": "2026-12-02",
        "list_on": "2026-12-12", "election_day": "2027-01-01",
    }  # fmt: skip
    address = reverse("elections:add")
    assert client.post(address, data | {"list_on": "2026-12-13"}).status_code == 200, "nineteen days"
    assert client.post(address, data | {"community": site[1].pk}).status_code == 200, "another community"
    assert client.post(address, data).status_code == 302
    assert site[0].elections.filter(title="补选", stage="draft").exists()


def test_person_that_is_no_identifier_is_asked_again(client, election, voter):
    client.force_login(voter.user)
    response = client.post(
        reverse("register", args=[election.community.key, election.public_id]), {"person": "x' OR 1"}
    )
    assert response.status_code == 200
    assert not Registration.objects.exists()


def test_person_with_a_registration_is_led_to_it(client, election, voter):
    registration = RegistrationFactory(election=election, resident=voter)
    client.force_login(voter.user)
    page = client.get(reverse("register", args=[election.community.key, election.public_id])).content.decode()
    assert reverse("registration", args=[registration.public_id]) in page
    assert str(voter.public_id) not in page


def test_queue_shows_waiting_registrations_first_and_links_them(client, election):
    done = RegistrationFactory(election=election, status=Status.ACCEPTED)
    waiting = RegistrationFactory(election=election)
    client.force_login(staff(Role.MANAGER, election.community))
    page = client.get(reverse("registrations:index")).content.decode()
    first, second = (reverse("registrations:inspect", args=[each.pk]) for each in (waiting, done))
    assert page.index(first) < page.index(second)
