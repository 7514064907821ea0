"""Every address × every post × own and another community × resident × signed out: nobody gets more than is listed.

`addresses.txt` beside this file lists who is answered with a page. A new address, or one that opens to somebody new, fails
until the list is read and renewed: `ACCESS_RENEW=1 pytest tests/access`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from portal.communities.models import Community
from tests.access.addresses import filled, has_record, patterns

LIST = Path(__file__).with_name("addresses.txt")
COMMUNITY_POSTS = ("operator", "manager", "supervisor")
COUNTY_POSTS = ("police", "county", "security", "audit", "ops")
EVERYBODY = ("nobody", "resident", *COMMUNITY_POSTS, *COUNTY_POSTS)
# Where those are sent who may not.
ADMIN_HOME = "/admin/"
REFUSALS = ("/accounts/login", "/accounts/2fa", "/accounts/enrolment")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "postgresql", reason="the same views; once is enough"),
]


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, dict[str, set[str]]]]:
    """Who is answered with a page (or may at least post), by pattern and by whose record it is."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            call_command("load_demo", verbosity=0)
            yield _ask_everything()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


def _ask_everything() -> dict[str, dict[str, set[str]]]:
    own, other = (Community.objects.get(key=key) for key in ("longshan", "dongli"))
    clients = {who: _client(who, own) for who in EVERYBODY}
    found: dict[str, dict[str, set[str]]] = {}
    for pattern in patterns():
        places = {"own": own, "other": other} if has_record(pattern) else {"own": own}
        found[pattern] = {
            place: {who for who, client in clients.items() if _is_answered(client, filled(pattern, community))}
            for place, community in places.items()
        }
    return found


def _client(who: str, community: Community) -> Client:
    from allauth.account.internal.flows import login as flow
    from allauth.account.internal.userkit import user_id_to_str

    from portal.accounts.models import User

    client = Client(raise_request_exception=False)
    if who == "nobody":
        return client
    user = User.objects.get(username=who if who in COUNTY_POSTS else f"{who}-{community.key}")
    client.force_login(user)
    session = client.session
    session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": 0}]
    session[flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


def _is_answered(client: Client, address: str) -> bool:
    """Whether somebody gets a page; of an address that only takes posts, whether an empty one is let through."""
    if "logout" in address:
        return False  # Wagtail's takes the session's cookie away whatever is asked
    answer = client.get(address)
    if answer.status_code == 405:
        with transaction.atomic():
            answer = client.post(address)
            transaction.set_rollback(True)
    assert answer.status_code < 500 or "failwhale" in address, f"{address}: {answer.status_code}"
    if answer.status_code == 302:
        return (
            address_takes_posts_only(client, address)
            and answer.url != ADMIN_HOME
            and not answer.url.startswith(REFUSALS)
        )
    return answer.status_code == 200


def address_takes_posts_only(client: Client, address: str) -> bool:
    """Whether asking for it with GET is refused as such."""
    return client.get(address).status_code == 405


def _lines(answers: dict[str, dict[str, set[str]]]) -> list[str]:
    lines = []
    for pattern, places in sorted(answers.items()):
        for place, people in sorted(places.items(), reverse=True):
            names = [who for who in EVERYBODY if who in people]
            lines.append(
                f"{pattern} [{place}] {' '.join(names) or '-'}".replace(" [own]", "" if len(places) == 1 else " [own]")
            )
    return lines


def test_nobody_is_answered_who_is_not_listed(answers):
    lines = _lines(answers)
    if os.environ.get("ACCESS_RENEW"):
        LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in listed] == []
    assert [line for line in listed if line not in lines] == []


def test_everybody_is_still_signed_in_at_the_end_of_the_round(answers):
    assert answers["admin/"]["own"] >= set(COMMUNITY_POSTS)
    assert answers["admin/people/"]["own"] == {"manager", "county", "security", "ops"}
    assert answers["me/"]["own"] >= {"resident"}


def test_signed_out_visitors_and_residents_see_nothing_of_the_admin(answers):
    public = {"admin/jsi18n/", "admin/sprite/", "admin/login/"}
    seen = {
        pattern
        for pattern, places in answers.items()
        if pattern.startswith(("admin/", "django-admin/")) and places["own"] & {"nobody", "resident"}
    }
    assert seen <= public


def test_signed_out_visitors_see_nothing_of_anybody(answers):
    assert {
        pattern for pattern, places in answers.items() if pattern.startswith("me/") and "nobody" in places["own"]
    } == set()


def test_community_s_staff_see_no_record_of_another_community(answers):
    seen = {
        pattern: sorted(places["other"] & set(COMMUNITY_POSTS))
        for pattern, places in answers.items()
        if "other" in places and places["other"] & set(COMMUNITY_POSTS)
    }
    assert seen == {}


def test_resident_sees_no_record_of_another_community(answers):
    seen = {pattern for pattern, places in answers.items() if "resident" in places.get("other", set())}
    assert seen == set()
