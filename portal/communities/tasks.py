"""Celery tasks of the communities' room."""

from __future__ import annotations

from celery import shared_task

from portal.communities.actions import lapse_posts


@shared_task(name="communities.lapse_posts")
def lapse() -> None:
    """Every night: groups follow the posts that have begun or run out."""
    lapse_posts()
