"""The audit administrator reads, searches and verifies; nobody else sees the log."""

from __future__ import annotations

import pytest

from portal.audit.models import Verification
from portal.audit.verification import keep_report, verify_log
from portal.communities.enums import Role
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(log):
    return open_site(communities=1)[1][0]


@pytest.fixture
def auditor(client, site):
    client.force_login(staff(Role.AUDIT))
    return client


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDIT])
def test_log_is_closed_to_everybody_else(client, site, log, role):
    community = site if role in (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR) else None
    client.force_login(staff(role, community))
    for address in ("/admin/log/", f"/admin/log/inspect/{log[0].pk}/", "/admin/log/state/"):
        answer = client.get(address)
        assert answer.status_code in (302, 403, 404), address
        assert "community.open" not in answer.content.decode()


def test_list_and_search(auditor, log):
    page = auditor.get("/admin/log/?action=community").content.decode()
    assert "community.open" in page
    assert f'href="/admin/log/inspect/{log[-1].pk}/"' in page
    nothing = auditor.get("/admin/log/?action=nothing.of.the.kind").content.decode()
    assert "community.open" not in nothing


def test_list_costs_a_fixed_number_of_queries(auditor, write, django_assert_max_num_queries):
    write(60)
    auditor.get("/admin/log/")
    with django_assert_max_num_queries(20):
        auditor.get("/admin/log/")


def test_entry_shows_what_is_sealed_and_its_proof(auditor, log):
    page = auditor.get(f"/admin/log/inspect/{log[6].pk}/").content.decode()
    assert str(log[6].public_id) in page
    assert "&quot;path&quot;" in page


def test_nothing_can_be_added_changed_or_deleted(auditor, log):
    for address in ("/admin/log/new/", f"/admin/log/edit/{log[0].pk}/", f"/admin/log/delete/{log[0].pk}/"):
        assert auditor.post(address, {"action": "x"}).status_code in (302, 403, 404)
    log[0].refresh_from_db()
    assert log[0].action == "community.open"


def test_state_says_whether_the_log_is_in_order(auditor, log, sql):
    keep_report(verify_log())
    assert "help-success" in auditor.get("/admin/log/state/").content.decode()
    sql("UPDATE audit_entry SET action = 'x' WHERE id = %s", log[0].pk)
    keep_report(verify_log())
    page = auditor.get("/admin/log/state/").content.decode()
    assert "help-critical" in page
    assert str(log[0].public_id) in page
    assert Verification.objects.count() == 2


def test_verification_is_asked_of_a_worker(auditor, monkeypatch):
    rung = []
    monkeypatch.setattr("portal.audit.viewsets.ring", lambda task: rung.append(task) or True)
    assert auditor.post("/admin/log/verify/").status_code == 302
    assert rung == ["audit.verify_all"]
