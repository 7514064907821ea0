"""Who may do what: the page in docs is what the code says, and the code keeps the separation of powers."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils.translation import override

from portal.communities.enums import SEPARATED_ROLES, Role
from portal.matrix import as_markdown, matrix
from tests.portal.communities.factories import open_site, staff

PAGE = "docs/access-matrix.md"


def rows():
    with override("en"):
        return {row.label: row.marks for row in matrix()}


def test_page_is_what_the_code_says():
    """Changed permissions? Read the difference, then: manage.py access_matrix, below the page's first heading."""
    page = (settings.BASE_DIR / PAGE).read_text(encoding="utf-8")
    with override("zh-hans"):
        assert as_markdown() in page


def test_every_predicate_of_the_rooms_about_staff_is_in_the_table():
    import ast

    named = {each for room in settings.ROOMS for each in _names(room, "matrix.py")}
    missing = set()
    for room in settings.ROOMS:
        path = settings.BASE_DIR / room.replace(".", "/") / "permissions.py"
        if path.exists():
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found = {
                each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("can_")
            }
            missing |= {f"{room}.{name}" for name in found - named}
    # What residents may do with their own things has no column here; it stands in each room's own tests.
    own = {
        "governance.deliberation.can_contribute",
        "governance.deliberation.can_support",
        "governance.deliberation.can_withdraw",
        "governance.elections.can_register",
        "governance.elections.can_take_part",
        "portal.accounts.can_act_for",
        "portal.communities.can_see_matrix",
        "services.booking.can_cancel_booking",
        "services.directory.can_drop",
    }
    assert missing == own


def _names(room, file):
    import ast

    path = settings.BASE_DIR / room.replace(".", "/") / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


@pytest.mark.parametrize("role", sorted(SEPARATED_ROLES))
def test_administrators_touch_no_residents_data(role):
    personal = ["Open masked personal data", "Check who a resident is", "Handle bookings", "Decide registrations"]
    assert {rows()[label][role] for label in personal} == {""}


def test_only_the_auditor_reads_the_log_and_writes_nothing():
    table = rows()
    assert {role for role, mark in table["Read, verify and export the operation log"].items() if mark} == {Role.AUDIT}
    may = {label for label, marks in table.items() if marks[Role.AUDIT]}
    assert not [label for label in may if label.endswith((": add", ": change", ": delete or end"))]


def test_whoever_proposes_posts_cannot_hold_what_they_open():
    may = {label for label, marks in rows().items() if marks[Role.SECURITY]}
    assert "Open masked personal data" not in may
    assert "Read, verify and export the operation log" not in may


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "sees"), [(Role.SECURITY, True), (Role.AUDIT, True), (Role.POLICE, False)])
def test_table_in_the_admin(client, role, sees):
    community = open_site(communities=1)[1][0]
    client.force_login(staff(role, community if role == Role.POLICE else None))
    answer = client.get("/admin/posts/matrix/")
    assert (answer.status_code == 200) is sees
    assert ("○" in answer.content.decode()) is sees
