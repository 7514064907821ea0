"""The demo: loaded twice it changes nothing; refused outside demo mode; as large as asked for."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from home.demo import DEMO_LOGINS
from home.demo.scale import load_communities, load_residents
from home.models import CountyPage
from portal.accounts.models import Resident, User
from portal.communities.models import Community
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db


OURS = {"portal", "home", "notices", "governance", "services"}


def sizes() -> dict[str, int]:
    """Rows per table of ours."""
    labels = {model._meta.label for model in apps.get_models() if model.__module__.partition(".")[0] in OURS}
    return {label: apps.get_model(label)._default_manager.count() for label in labels}


def test_outside_demo_mode_it_refuses_and_writes_nothing(settings, capsys):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert not Community.objects.exists()


def test_loading_twice_changes_nothing(settings, capsys):
    settings.DEMO_PASSWORD = "quite-another-one-2026"
    call_command("load_demo")
    assert authenticate(username="county", password="quite-another-one-2026") is not None
    assert authenticate(username="county", password="linli-demo-2026") is None
    before = sizes()
    assert before["communities.Community"] == 6
    assert before["audit.Entry"] > 0, "what the demo does stands in the operation log"
    call_command("load_demo")
    assert sizes() == before
    out = capsys.readouterr().out
    assert all(login.split("-")[0] in out for login in DEMO_LOGINS)


def test_sizes_for_load_tests_are_kept_and_reached_once(capsys):
    open_site(communities=1)
    assert CountyPage.objects.exists()
    for _ in range(2):
        load_communities(2)
        load_residents(5)
    assert Community.objects.filter(key__startswith="load-").count() == 2
    assert all(community.root_page for community in Community.objects.filter(key__startswith="load-"))
    residents = Resident.objects.filter(user__username__startswith="load-")
    assert residents.count() == 5
    assert residents.values("community").distinct().count() == 3, "spread over all communities"
    assert not authenticate(username="load-000001", password="!")
