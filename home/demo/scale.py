"""Generated communities and residents, as many as a load test asks for."""

from __future__ import annotations

from itertools import islice

from tqdm import tqdm

from home.actions import open_community
from home.models import CountyPage
from portal.accounts.models import Resident, User
from portal.communities.models import Community

BATCH = 1000


def load_communities(count: int) -> None:
    """Generate communities `load-0001` … up to `count`, each with its pages, groups and sections."""
    county = CountyPage.objects.get()
    existing = set(Community.objects.filter(key__startswith="load-").values_list("key", flat=True))
    for number in tqdm(range(1, count + 1), desc="communities", disable=None):
        key = f"load-{number:04d}"
        if key not in existing:
            community = Community.objects.create(key=key, name=f"负载{number:04d}社区", name_en=f"Load {number:04d}")
            open_community(community=community, county=county)


def load_residents(count: int) -> None:
    """Generate residents with accounts, spread evenly over all communities, until there are `count` of them."""
    communities = list(Community.objects.order_by("pk"))
    start = Resident.objects.filter(user__username__startswith="load-").count()
    numbers = iter(tqdm(range(start, count), desc="residents", disable=None))
    while batch := list(islice(numbers, BATCH)):
        users = User.objects.bulk_create(
            [User(username=f"load-{number:06d}", nickname=f"居民{number}", password="!") for number in batch]  # noqa: S106
        )
        Resident.objects.bulk_create(
            [
                Resident(user=user, community=communities[number % len(communities)], name=f"居民{number}")
                for number, user in zip(batch, users, strict=True)
            ]
        )
