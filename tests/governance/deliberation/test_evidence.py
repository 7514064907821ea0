"""Facts for the indicators."""

from __future__ import annotations

import pytest

from governance.deliberation.enums import Stage
from governance.deliberation.evidence import deliberations_online
from portal import clock
from tests.governance.deliberation.factories import topic_in
from tests.portal.communities.factories import CommunityFactory

pytestmark = pytest.mark.django_db


def test_deliberations_online_counts_published_results_of_the_year():
    place = CommunityFactory()
    topic_in(Stage.RESULT_PUBLISHED, place)
    topic_in(Stage.RESULT_PUBLISHED, place, comments_from=None, comments_until=None)
    topic_in(Stage.SETTLED, place)
    topic_in(Stage.RESULT_PUBLISHED, CommunityFactory())
    found = deliberations_online(place, clock.today())
    assert (found.value, found.holds) == (1, True)


def test_deliberations_online_none_proves_nothing_against():
    assert deliberations_online(CommunityFactory(), clock.today()).holds is None
