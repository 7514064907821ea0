"""Opening the county's site and its communities: the page tree and everything that hangs on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

from home.models import CommunityPage, CountyPage
from portal.audit.actions import record
from portal.communities.actions import sync_community, sync_county
from portal.communities.models import Community
from portal.pages import SectionPage, section_types


@transaction.atomic
def open_county(*, title: str, intro: str = "", actor: Any = None) -> CountyPage:
    """Create the county home as the root of the default site, with its sections; again: bring it up to date."""
    county = CountyPage.objects.first()
    if county is None:
        county = Page.get_first_root_node().add_child(instance=CountyPage(title=title, slug="county", intro=intro))
        record(actor=actor, action="county.open", target=county)
    site, created = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": county, "site_name": title}
    )
    if not created and site.root_page_id != county.pk:
        former = site.root_page
        site.root_page, site.site_name = county.page_ptr, title
        site.save()
        if former.depth == 2 and not former.get_children().exists() and former.specific_class is Page:
            former.delete()
    for section_type in section_types():
        if section_type.for_county:
            _ensure_section(county, section_type)
    sync_county(county)
    return county


@transaction.atomic
def open_community(*, community: Community, county: CountyPage, actor: Any = None) -> CommunityPage:
    """Give a community its home page, its sections, its collection, groups and workflow; again: bring it up to date."""
    page = CommunityPage.objects.child_of(county).filter(slug=community.key).first()
    if page is None:
        page = county.add_child(instance=CommunityPage(title=community.name, slug=community.key))
        record(actor=actor, action="community.open", target=community, community=community)
    if community.root_page_id != page.pk:
        community.root_page = page.page_ptr
        community.save(update_fields=["root_page"])
    for section_type in section_types():
        _ensure_section(page, section_type)
    sync_community(community)
    return page


def _ensure_section(parent: Page, section_type: type[SectionPage]) -> SectionPage:
    existing = section_type.objects.child_of(parent).first()
    if existing is not None:
        return existing
    with override("zh-hans"):
        title = _(str(section_type.section_title))
    section: SectionPage = parent.add_child(instance=section_type(title=title, slug=section_type.section_slug))
    return section
