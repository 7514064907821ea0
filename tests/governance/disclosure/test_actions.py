"""The catalogue and its file."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from governance.disclosure.actions import load_catalogue, watch_item
from governance.disclosure.enums import Affair
from governance.disclosure.models import DisclosureItem
from portal.communities.enums import Role
from tests.portal.communities.factories import CommunityFactory, staff

pytestmark = pytest.mark.django_db


def test_catalogue_is_complete_in_both_languages():
    counts = {affair: DisclosureItem.objects.filter(affair=affair).count() for affair in Affair}
    assert counts == {Affair.PARTY: 12, Affair.RESIDENTS: 22, Affair.FINANCE: 14}
    for item in DisclosureItem.objects.all():
        assert all([item.title, item.title_en, item.contents, item.contents_en, item.basis, item.basis_en]), item.code


def test_load_catalogue_again_changes_nothing_but_keeps_the_countys_switch():
    watch_item(item=DisclosureItem.objects.get(code="R17"), watched=True, actor=staff(Role.COUNTY))
    before = list(DisclosureItem.objects.values())
    assert load_catalogue() == 0
    assert list(DisclosureItem.objects.values()) == before


def test_load_catalogue_restores_words_and_missing_items():
    DisclosureItem.objects.filter(code="R01").update(title="改坏了")
    DisclosureItem.objects.filter(code="R22").delete()
    assert load_catalogue() == 1
    assert DisclosureItem.objects.get(code="R01").title == "居委会组成与职责"


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR, Role.POLICE])
def test_watch_item_by_others_is_refused(role):
    with pytest.raises(PermissionDenied):
        watch_item(item=DisclosureItem.objects.get(code="R17"), watched=True, actor=staff(role, CommunityFactory()))


def test_accounts_are_reported_together():
    assert set(DisclosureItem.objects.filter(reported_with__code="F02").values_list("code", flat=True)) == {
        "F03",
        "F04",
    }
    assert set(DisclosureItem.objects.watched().values_list("code", flat=True)) == {"P04", "R05", "F02"}
