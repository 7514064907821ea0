"""County home, community homes, statements: lean, the same for everyone, kept by the early cache."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from notices.models import CommunityNoticePage
from tests.portal.accounts.factories import AuthorityFactory, ResidentFactory
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    cache.clear()
    return open_site()[1]


def publish(community, number):
    """A published notice."""
    section = community.root_page.get_children().get(slug="notices")
    page = section.add_child(
        instance=CommunityNoticePage(title=f"通知{number}", slug=f"notice-{number}", intro="请留意", live=False)
    )
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("amount", [1, 40])
def test_homes_cost_at_most_twelve_queries(client, site, amount, settings, django_assert_max_num_queries):
    settings.EARLY_CACHE_SECONDS = 0
    for number in range(amount):
        publish(site[0], number)
    for address in ("/", f"/{site[0].key}/"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/help/", "/accessibility/", "/privacy/"])
def test_public_page_sets_no_cookie_and_holds_no_token(client, site, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_second_visit_comes_from_the_early_cache(client, site, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(0):
        response = client.get("/")
    assert response.headers["X-Early-Cache"] == "hit"


@pytest.mark.parametrize("cookies", [{"mode": "elder"}, {"language": "en"}])
def test_early_cache_keeps_modes_and_languages_apart(client, site, cookies):
    plain = client.get("/").content
    client.cookies.load(cookies)
    other = client.get("/")
    assert "X-Early-Cache" not in other.headers
    assert other.content != plain


def test_publishing_renews_the_kept_pages(client, site, django_capture_on_commit_callbacks):
    address = f"/{site[0].key}/"
    client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        publish(site[0], 77)
    response = client.get(address)
    assert "X-Early-Cache" not in response.headers
    assert "通知77" in response.content.decode()


def test_signed_in_reader_passes_the_early_cache_by(client, site):
    client.get("/")
    client.force_login(ResidentFactory(community=site[0]).user)
    assert "X-Early-Cache" not in client.get("/").headers


def test_unknown_address_is_a_friendly_404(client, site):
    response = client.get("/nirgends/")
    assert response.status_code == 404
    assert b"<h1" in response.content


def test_me_asks_for_sign_in_and_greets(client, site):
    assert client.get(reverse("me")).status_code == 302
    resident = ResidentFactory(community=site[0])
    client.force_login(resident.user)
    assert resident.name.reveal() in client.get(reverse("me")).content.decode()


def test_household_shows_both_sides_and_ends_an_authority(client, site):
    authority = AuthorityFactory(principal__community=site[0], relation="母亲")
    client.force_login(authority.principal.user)
    assert authority.agent.name.reveal() in client.get(reverse("me_household")).content.decode()
    client.post(reverse("me_end_authority", args=[authority.public_id]))
    authority.refresh_from_db()
    assert authority.revoked_at is not None


def test_strangers_authority_is_not_found(client, site):
    authority = AuthorityFactory(principal__community=site[0])
    client.force_login(ResidentFactory(community=site[0]).user)
    assert client.get(reverse("me_end_authority", args=[authority.public_id])).status_code == 404


def test_preferences_are_kept_with_the_account(client, site):
    resident = ResidentFactory(community=site[0])
    client.force_login(resident.user)
    client.post(reverse("me_preferences"), {"mode": "elder-large", "language": "en"})
    resident.user.refresh_from_db()
    assert (resident.user.display_mode, resident.user.language) == ("elder-large", "en")
    assert b'data-mode="elder-large"' in client.get("/").content
