"""What every answer says to the browser."""

from __future__ import annotations

import re

import pytest

from portal.communities.enums import Role
from portal.request_ids import current_request_id
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return open_site(communities=1)[1][0]


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nowhere/", "/admin/"])
def test_one_strict_policy_for_site_and_admin(client, community, address):
    client.force_login(staff(Role.MANAGER, community))
    policy = client.get(address)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "http:" not in policy.replace("https:", "")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "SAMEORIGIN"),
    ],
)
def test_fixed_headers(client, community, header, value):
    assert client.get("/")[header] == value


def test_features_nobody_needs_are_off(client, community):
    policy = client.get("/")["Permissions-Policy"]
    assert "camera=()" in policy
    assert "microphone=()" in policy


def test_nothing_of_somebody_signed_in_is_kept(client, community):
    client.force_login(ResidentFactory(user=UserFactory(), community=community).user)
    for address in ("/me/", "/", f"/{community.key}/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_signing_out_clears_what_the_browser_kept(client, community):
    client.force_login(ResidentFactory(user=UserFactory(), community=community).user)
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_each_request_has_an_id_of_its_own_that_a_visitor_cannot_choose(client, community):
    first, second = (client.get("/accounts/login/", headers={"X-Request-ID": "chosen"}) for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first["X-Request-ID"])
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert current_request_id() == ""


def test_pages_of_other_sites_are_not_embedded(settings):
    assert settings.WAGTAILEMBEDS_FINDERS == []
