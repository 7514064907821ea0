"""Recording, the panel's scope and cost, the command."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from portal import evidence as registry
from portal.communities.enums import Role
from portal.communities.models import Community
from portal.evidence import Evidence, Strength, evidence
from services.indicators.actions import import_self_assessments, record_assessments, refresh_live
from services.indicators.enums import LiveState, Verdict
from services.indicators.models import Assessment, LiveFigure
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db
SIX = ["longshan", "dongli", "bihaiyuan", "bailangwan", "guanhaiyuan", "yitian"]


@pytest.fixture
def six():
    communities = [CommunityFactory(key=key, name=f"{key}社区") for key in SIX]
    import_self_assessments(communities=communities, year=2026, actor=None)
    return communities


def verdicts(**options):
    """What the command prints."""
    out = io.StringIO()
    call_command("indicators", format="json", stdout=out, **options)
    return json.loads(out.getvalue())


def test_command_prints_132_rows_in_the_agreed_form(six):
    rows = verdicts()
    assert len(rows) == 132
    assert {"community", "code", "declared", "computed", "live", "value", "findings"} <= set(rows[0])
    by_key = {(row["community"], row["code"]): row for row in rows}
    assert (by_key["longshan", 1]["computed"], by_key["longshan", 1]["value"]) == ("met", "100.00%")
    dongli = by_key["dongli", 1]
    assert (dongli["computed"], dongli["value"], dongli["declared_value"]) == ("met", "74.58%", "75%")
    assert "ROUNDED" in [finding["code"] for finding in dongli["findings"]]
    assert set(dongli["findings"][0]) >= {"code", "severity", "detail"}
    assert by_key["longshan", 8]["computed"] == "insufficient_data"


def test_command_narrows_to_one_community(six):
    assert len(verdicts(community="dongli")) == 22
    assert verdicts(period=1999) == []


def test_importing_twice_changes_nothing(six):
    assert import_self_assessments(communities=six, year=2026, actor=None) == 0
    assert Assessment.objects.count() == 132


def test_changing_a_figure_changes_the_verdict_and_back():
    community = CommunityFactory()
    row = {"code": 1, "declared_status": "met", "declared_value": "75%"}

    def verdict(gigabit):
        inputs = {"households_gigabit": gigabit, "households_total": 1000}
        record_assessments(community=community, year=2026, rows=[row | {"inputs": inputs}], actor=None)
        return Assessment.objects.get(community=community, code=1).verdict

    assert [verdict(750), verdict(699), verdict(750)] == [Verdict.MET, Verdict.NOT_MET, Verdict.MET]


@pytest.fixture
def counted(monkeypatch):
    """A fact whose figure a test can set."""
    monkeypatch.setattr(registry, "_SOURCES", {})
    state = {"holds": True}

    @evidence("test_fact", indicators=(1,), strength=Strength.PROVES, label="fact")
    def fact(community: Community, until: dt.date) -> Evidence:
        return Evidence(int(bool(state["holds"])), state["holds"])

    return state


def test_live_state_follows_the_records_and_leaves_the_verdict_alone(counted):
    community = CommunityFactory()
    record_assessments(community=community, year=2026, rows=[{"code": 1, "inputs": {}}], actor=None)

    def state():
        refresh_live(community=community)
        return Assessment.objects.get(community=community).live_state

    assert state() == LiveState.PROVED
    counted["holds"] = False
    assert state() == LiveState.CONTRADICTED
    counted["holds"] = None
    assert state() == LiveState.NONE
    assert Assessment.objects.get(community=community).verdict == Verdict.INSUFFICIENT_DATA
    assert LiveFigure.objects.count() == 1


SEES_ALL = [Role.COUNTY, Role.AUDIT]
SEES_OWN = [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR]
SEES_NOTHING = [Role.POLICE, Role.SECURITY, Role.OPS]


@pytest.mark.parametrize("role", SEES_ALL)
def test_county_and_audit_see_all(client, six, role):
    client.force_login(staff(role))
    text = client.get(reverse("indicators:index")).content.decode()
    assert all(community.name in text for community in six)
    assert "74.58%" in text


@pytest.mark.parametrize("role", SEES_OWN)
def test_community_staff_see_their_own(client, six, role):
    client.force_login(staff(role, six[0]))
    text = client.get(reverse("indicators:index")).content.decode()
    assert six[0].name in text
    assert six[1].name not in text
    assert client.get(reverse("indicators:detail", args=[six[1].key, 1])).status_code == 404
    assert client.get(reverse("indicators:community", args=[six[1].key])).status_code == 404


@pytest.mark.parametrize("role", SEES_NOTHING)
def test_other_posts_see_nothing(client, six, role):
    client.force_login(staff(role))
    assert client.get(reverse("indicators:index")).status_code in (302, 403)


def test_detail_shows_declared_computed_and_findings(client, six):
    client.force_login(staff(Role.COUNTY))
    text = client.get(reverse("indicators:detail", args=["dongli", 1])).content.decode()
    assert "75%" in text
    assert "74.58%" in text
    assert "1200/1609" in text
    assert "ROUNDED" in text


@pytest.mark.parametrize(
    "path", ["?group=services", "?verdict=not_applicable", "?year=2026", "?year=abc", "?group=nonsense"]
)
def test_filters_never_fail(client, six, path):
    client.force_login(staff(Role.COUNTY))
    assert client.get(reverse("indicators:index") + path).status_code == 200


def test_refresh_needs_the_manager_or_the_county(client, six):
    address = reverse("indicators:refresh", args=["dongli"])
    client.force_login(staff(Role.OPERATOR, six[1]))
    client.post(address)
    assert not LiveFigure.objects.exists()
    client.force_login(staff(Role.MANAGER, six[1]))
    assert client.post(address).status_code == 302
    assert LiveFigure.objects.filter(community=six[1]).exists()


@pytest.mark.parametrize("communities", [6, 120])
def test_panel_costs_the_same_for_many_communities(client, six, communities, django_assert_max_num_queries):
    inputs = {row.code: row for row in Assessment.objects.filter(community=six[0])}
    extra = Community.objects.bulk_create(
        [Community(key=f"more-{n}", name=f"第{n}社区") for n in range(communities - len(six))]
    )
    for row in inputs.values():
        row.pk = None
    Assessment.objects.bulk_create(
        [
            Assessment(
                community=community, edition=row.edition, code=code, year=row.year, verdict=row.verdict, value=row.value,
                findings=row.findings, declared_status=row.declared_status,
            )
            for community in extra
            for code, row in inputs.items()
        ]
    )  # fmt: skip
    client.force_login(staff(Role.COUNTY))
    client.get(reverse("indicators:index"))
    with django_assert_max_num_queries(15):
        assert client.get(reverse("indicators:index")).status_code == 200
