"""An editor of one community sees and edits nothing of another: pages, choosers, pictures, files, records, search, history."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from portal.communities.enums import Role
from portal.communities.models import Estate
from tests.portal.communities.factories import open_site, staff

pytestmark = pytest.mark.django_db

SECRET_TITLE = "映湖不该看见的草稿"


@pytest.fixture
def site():
    return open_site()[1]


@pytest.fixture
def editor(client, site):
    """A client signed in as the manager of the first community."""
    client.force_login(staff(Role.MANAGER, site[0]))
    return client


def foreign_page(site) -> Page:
    """A draft of the second community."""
    section = site[1].root_page.get_children().first()
    section.title = SECRET_TITLE
    section.live = False
    section.save()
    return section


@pytest.mark.parametrize("name", ["wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:delete"])
def test_foreign_page_views_are_shut(editor, site, name):
    response = editor.get(reverse(name, args=[foreign_page(site).pk]))
    assert response.status_code == 404


def test_own_page_view_is_open(editor, site):
    own = site[0].root_page.get_children().first()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/admin/pages/",
        "/admin/choose-page/?page_type=wagtailcore.page",
        "/admin/choose-page/search/?q=映湖&page_type=wagtailcore.page",
        "/admin/pages/search/?q=映湖",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
    ],
)
def test_foreign_draft_title_appears_nowhere(editor, site, path):
    from wagtail.log_actions import log

    page = foreign_page(site)
    log(instance=page.specific, action="wagtail.edit")
    response = editor.get(path, follow=True)
    assert response.status_code == 200
    assert SECRET_TITLE not in response.content.decode()


def test_page_chooser_inside_foreign_parent_lists_nothing(editor, site):
    draft = foreign_page(site)
    response = editor.get(f"/admin/choose-page/{draft.get_parent().pk}/?page_type=wagtailcore.page")
    assert SECRET_TITLE not in response.content.decode()


def test_foreign_images_and_documents_are_invisible(editor, site):
    foreign = site[1].collection
    get_image_model().objects.create(title="别人的照片", file=get_test_image_file(), collection=foreign)
    get_document_model().objects.create(title="别人的文件", file=ContentFile(b"x", name="a.pdf"), collection=foreign)
    for path in ("/admin/images/", "/admin/images/chooser/", "/admin/documents/", "/admin/documents/chooser/"):
        text = editor.get(path).content.decode()
        assert "别人的照片" not in text
        assert "别人的文件" not in text


def test_own_images_are_visible(editor, site):
    get_image_model().objects.create(title="自己的照片", file=get_test_image_file(), collection=site[0].collection)
    assert "自己的照片" in editor.get("/admin/images/").content.decode()


def test_foreign_image_edit_is_shut(editor, site):
    image = get_image_model().objects.create(
        title="别人的照片", file=get_test_image_file(), collection=site[1].collection
    )
    assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 302


def test_records_of_another_community_are_out_of_reach(editor, site):
    own = Estate.objects.create(community=site[0], name="枫林小区")
    foreign = Estate.objects.create(community=site[1], name="映湖花园")
    text = editor.get(reverse("estates:index")).content.decode()
    assert own.name in text
    assert foreign.name not in text
    assert editor.get(reverse("estates:edit", args=[own.pk])).status_code == 200
    assert editor.get(reverse("estates:edit", args=[foreign.pk])).status_code in (302, 404)
    assert editor.get(reverse("estates:delete", args=[foreign.pk])).status_code in (302, 404)
    assert editor.get(reverse("estates:history", args=[foreign.pk])).status_code in (302, 404)


def test_record_can_not_be_moved_into_another_community(editor, site):
    own = Estate.objects.create(community=site[0], name="枫林小区")
    response = editor.post(
        reverse("estates:edit", args=[own.pk]), {"community": site[1].pk, "name": own.name, "is_gated": "unknown"}
    )
    own.refresh_from_db()
    assert response.status_code == 200, "the form comes back with an error"
    assert own.community == site[0]


@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/collections/", "/admin/workflows/list/"]
)
@pytest.mark.parametrize("role", list(Role))
def test_nobody_holds_user_or_group_permissions(client, site, role, path):
    community = site[0] if role in {Role.OPERATOR, Role.MANAGER, Role.SUPERVISOR} else None
    client.force_login(staff(role, community))
    assert client.get(path).status_code in (302, 403, 404)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR])
def test_operator_and_supervisor_do_not_publish(site, role):
    person = staff(role, site[0])
    section = site[0].root_page.get_children().first()
    assert not section.permissions_for_user(person).can_publish()


def test_police_publish_among_the_notices_only(site):
    officer = staff(Role.POLICE)
    for section in site[0].root_page.get_children():
        assert section.permissions_for_user(officer).can_publish() is (section.slug == "notices")


def test_resident_is_kept_out_of_the_admin(client, site):
    from tests.portal.accounts.factories import ResidentFactory

    client.force_login(ResidentFactory(community=site[0]).user)
    assert client.get("/admin/").status_code in (302, 403)
