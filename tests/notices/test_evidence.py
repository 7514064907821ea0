"""Facts for indicator 11."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from notices.enums import PoliceTopic
from notices.evidence import bulletins, outcomes, warnings
from notices.models import CommunityNoticePage, FraudAlertPage, PoliceNoticePage
from tests.notices.factories import make_notice
from tests.portal.communities.factories import open_site

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def published(community, page_type, day: dt.date, **fields):
    """A notice that first went out at noon of `day`."""
    page = make_notice(community, page_type, **fields)
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    page_type.objects.filter(pk=page.pk).update(first_published_at=noon)
    return page


@pytest.fixture
def places():
    return open_site()[1]


def test_warnings_count_police_warnings_and_fraud_alerts_of_ninety_days(places):
    own, other = places
    published(own, PoliceNoticePage, TODAY, topic=PoliceTopic.WARNING)
    published(own, FraudAlertPage, TODAY - dt.timedelta(days=90))
    published(own, FraudAlertPage, TODAY - dt.timedelta(days=91))
    published(own, FraudAlertPage, TODAY + dt.timedelta(days=1))
    published(own, CommunityNoticePage, TODAY)
    published(other, FraudAlertPage, TODAY)
    assert (warnings(own, TODAY).value, warnings(own, TODAY).holds) == (2, True)


@pytest.mark.parametrize(("count", "topic"), [(bulletins, PoliceTopic.BULLETIN), (outcomes, PoliceTopic.OUTCOME)])
def test_topics_are_counted_apart(places, count, topic):
    assert (count(places[0], TODAY).value, count(places[0], TODAY).holds) == (0, False)
    published(places[0], PoliceNoticePage, TODAY, topic=topic, source_url="https://example.org/bulletin")
    assert count(places[0], TODAY).value == 1
    assert warnings(places[0], TODAY).value == 0


def test_evidence_leads_to_the_notices(places, client):
    assert client.get(warnings(places[0], TODAY).address).status_code == 200
