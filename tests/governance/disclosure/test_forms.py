"""Writing disclosures in the admin: errors beside the field, drafts free, another community shut."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from governance.disclosure.models import AffairsPage, DisclosureItem, FinancialDisclosurePage
from portal.audit.models import Entry
from portal.communities.enums import Role
from tests.governance.disclosure.factories import disclosure_index, make_accounts, make_article
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db
POSTS = (Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE, Role.COUNTY)


@pytest.fixture
def places():
    return open_site()[1]


def accounts_data(closing: str, **more: Any) -> dict[str, Any]:
    rows = [
        {
            "entered_on": "2026-07-03",
            "side": "income",
            "category": "government",
            "summary": "街道拨款",
            "voucher_no": "记-001",
            "amount_fen": "12,500.00",
        },
        {
            "entered_on": "2026-08-09",
            "side": "expenditure",
            "category": "office",
            "summary": "办公用纸",
            "voucher_no": "记-002",
            "amount_fen": "480.5",
        },
    ]
    data = {
        "title": "2026年第三季度财务收支",
        "slug": "caiwu-2026-q3",
        "year": "2026",
        "part": "q3",
        "publisher": "社区居委会",
        "display_from": "2026-10-10",
        "display_until": "2026-10-30",
        "opening_fen": "1000",
        "closing_fen": closing,
        "entries": inline_formset(rows),
        "remarks": streamfield([]),
        **more,
    }
    return nested_form_data(data)


def add_url(place: Any, model: Any) -> str:
    return reverse("wagtailadmin_pages:add", args=["disclosure", model._meta.model_name, disclosure_index(place).pk])


def test_publishing_unbalanced_accounts_shows_the_difference_beside_the_field(client, places, in_english):
    manager = staff(Role.MANAGER, places[0], language="en")
    client.force_login(manager)
    data = accounts_data("13,000.00") | {"action-publish": "1"}
    response = client.post(add_url(places[0], FinancialDisclosurePage), data)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == ["closing_fen"]
    assert "¥13,019.50" in errors["closing_fen"][0]
    assert "¥19.50 too little" in errors["closing_fen"][0]
    assert not FinancialDisclosurePage.objects.exists()


def test_publishing_balanced_accounts_stores_fen_and_the_catalogue_item(client, places):
    client.force_login(staff(Role.MANAGER, places[0]))
    response = client.post(
        add_url(places[0], FinancialDisclosurePage), accounts_data("13,019.50") | {"action-publish": "1"}
    )
    assert response.status_code == 302
    page = FinancialDisclosurePage.objects.get()
    assert page.live
    assert page.item.code == "F02"
    assert (page.opening_fen, page.closing_fen) == (100_000, 1_301_950)
    assert list(page.entries.values_list("amount_fen", flat=True)) == [1_250_000, 48_050]


def test_unbalanced_draft_is_saved(client, places):
    client.force_login(staff(Role.OPERATOR, places[0]))
    assert client.post(add_url(places[0], FinancialDisclosurePage), accounts_data("1")).status_code == 302
    assert not FinancialDisclosurePage.objects.get().live


def test_editing_published_accounts_judges_the_submitted_rows(client, places):
    client.force_login(staff(Role.MANAGER, places[0]))
    page = make_accounts(places[0])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = accounts_data("13,019.50", slug=page.slug)
    removed = {
        f"entries-{n}-{key}": value
        for n, entry in enumerate(page.entries.all(), 2)
        for key, value in _row(entry).items()
    }
    data |= removed | {"entries-TOTAL_FORMS": "4", "entries-INITIAL_FORMS": "2", "action-publish": "1"}
    data = _existing_first(data)
    assert client.post(address, data).status_code == 302
    page.refresh_from_db()
    assert page.closing_fen == 1_301_950
    assert page.entries.count() == 2


def _row(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "DELETE": "1",
        "ORDER": "9",
        "entered_on": entry.entered_on.isoformat(),
        "side": entry.side,
        "category": entry.category,
        "summary": entry.summary,
        "voucher_no": "",
        "amount_fen": "1",
    }


def _existing_first(data: dict[str, Any]) -> dict[str, Any]:
    """Management forms expect stored rows before new ones."""
    order = {"0": "2", "1": "3", "2": "0", "3": "1"}
    found = {}
    for key, value in data.items():
        start, number, *rest = [*key.split("-"), "", ""][:3]
        found[f"entries-{order[number]}-{rest[0]}" if start == "entries" and number in order else key] = value
    return found


@pytest.mark.parametrize("role", POSTS)
@pytest.mark.parametrize("own", [True, False])
def test_add_view_opens_for_writers_of_the_community_only(client, places, role, own):
    post = None if role == Role.COUNTY else places[0 if own else 1]
    client.force_login(staff(role, post))
    response = client.get(add_url(places[0], AffairsPage))
    allowed = role == Role.COUNTY or (own and role in {Role.OPERATOR, Role.MANAGER})
    assert (response.status_code == 200) is allowed


def test_article_form_offers_no_item_of_the_ledger(client, places):
    client.force_login(staff(Role.OPERATOR, places[0]))
    text = client.get(add_url(places[0], AffairsPage)).content.decode()
    assert "R05" in text
    assert ">F02" not in text


def test_draft_of_another_community_is_shut(client, places):
    page = make_article(places[1], published=False)
    client.force_login(staff(Role.MANAGER, places[0]))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 404


@pytest.mark.parametrize("role", POSTS)
def test_catalogue_switch_belongs_to_the_county(client, places, role):
    person = staff(role, None if role == Role.COUNTY else places[0])
    client.force_login(person)
    item = DisclosureItem.objects.get(code="R17")
    response = client.post(reverse("disclosureitem:edit", args=[item.pk]), {"is_watched": "on"})
    item.refresh_from_db()
    assert item.is_watched is (role == Role.COUNTY)
    assert (response.status_code == 302) is True or response.status_code in {403, 404}
    assert Entry.objects.filter(action="disclosure_item.watch", actor_id=person.pk).exists() is (role == Role.COUNTY)


def test_catalogue_switch_refuses_what_is_not_quarterly(client, places):
    client.force_login(staff(Role.COUNTY))
    item = DisclosureItem.objects.get(code="R01")
    assert client.post(reverse("disclosureitem:edit", args=[item.pk]), {"is_watched": "on"}).status_code == 200
    item.refresh_from_db()
    assert not item.is_watched


@pytest.mark.parametrize(("role", "seen"), [(Role.OPERATOR, True), (Role.SUPERVISOR, True), (Role.POLICE, False)])
def test_dashboard_lists_open_duties_of_own_community(client, places, role, seen):
    client.force_login(staff(role, places[0]))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("disclosure-panel" in text) is seen
    if seen:
        assert places[0].name in text
        assert places[1].name not in text.split("disclosure-panel")[1]


def test_dashboard_offers_writing_to_writers(client, places):
    client.force_login(staff(Role.OPERATOR, places[0]))
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert add_url(places[0], FinancialDisclosurePage) in text
